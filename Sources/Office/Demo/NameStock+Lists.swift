extension NameStock {
    /// Made up by mixing; any likeness to somebody is chance.
    static let all: [NameStock] = [english, borders] + fromAsia + fromAfrica + fromEurope + elsewhere

    static let english = NameStock(
        share: 560,
        girls: """
            Olivia, Amelia, Isla, Ava, Lily, Freya, Evie, Grace, Poppy, Ella, Florence, Ivy, Willow, Rosie, Sophie,
            Millie, Daisy, Phoebe, Ruby, Harriet, Matilda, Erin, Jessica, Chloe, Holly, Abigail, Eleanor, Imogen,
            Martha, Lottie, Scarlett, Bethany, Megan, Amber, Esme, Maisie, Lucy, Hannah, Zara, Tilly, Lydia, Beatrice,
            Anna-Rose, Lily-Mae, Ellie-May, Orla, Nancy, Summer, Skye, Keira
            """,
        boys: """
            Oliver, George, Noah, Arthur, Harry, Leo, Jack, Charlie, Oscar, Jacob, Henry, Thomas, Freddie, Alfie,
            Theo, William, Archie, Joshua, Isaac, James, Edward, Lucas, Finley, Max, Daniel, Samuel, Reuben, Toby,
            Ethan, Dylan, Jude, Harrison, Louis, Elliot, Tyler, Callum, Connor, Riley, Mason, Kai, Jenson, Nathan,
            Ryan, Liam, Ben, Adam, Luke, Alex, Tommy-Lee, Alfie-Jay
            """,
        surnames: """
            Ashworth, Barker, Bennett, Birch, Bradshaw, Brooks, Carter, Chadwick, Clarke, Cooper, Crossley, Dawson,
            Dickinson, Eastwood, Ellis, Fairclough, Fletcher, Foster, Gibson, Greenwood, Hall, Hargreaves, Harrison,
            Hartley, Haworth, Heaton, Holden, Holt, Hughes, Ingham, Jackson, Kay, Kershaw, Knight, Lister, Lord,
            Marsden, Mason, Metcalfe, Mitchell, Naylor, Nuttall, Ogden, Parkinson, Pickles, Pollard, Preston, Ramsden,
            Rawlings, Riley, Robinson, Rushworth, Sagar, Schofield, Shaw, Slater, Smith, Spencer, Stansfield,
            Sutcliffe, Taylor, Thornton, Turner, Uttley, Varley, Walker, Walsh, Ward, Whitaker, Wilkinson, Wood,
            Wright, Yates, Smith-Rowe, Hall-Jones, Carter-Bell
            """)

    static let borders = NameStock(
        share: 70,
        girls: "Niamh, Aoife, Saoirse, Caitlin, Siân, Seren, Cerys, Mairi, Eilidh, Bronagh, Carys, Róisín",
        boys: "Seán, Cian, Oisín, Rhys, Owain, Ioan, Fraser, Callan, Euan, Declan, Fionn, Llŷr",
        surnames: """
            O'Connor, O'Neill, O'Brien, O'Malley, McCarthy, McDonald, MacLeod, Fitzgerald, Ap Rhys, Llewellyn, Pritchard,
            Gallagher, Byrne, Ní Dhomhnaill, Campbell, Stewart
            """)

    private static let fromAsia: [NameStock] = [
        NameStock(
            share: 80,
            girls: """
                Aisha, Fatima, Zainab, Maryam, Hafsa, Noor, Amina, Iqra, Zoya, Anaya, Khadija, Sana, Mahnoor,
                Umm-e-Hani
                """,
            boys: """
                Mohammed, Muhammad, Ibrahim, Yusuf, Hamza, Zayd, Bilal, Haris, Usman, Ali, Ahmed, Rayyan, Danyal,
                Abdul-Rahman
                """,
            surnames:
                "Khan, Hussain, Ahmed, Malik, Iqbal, Mahmood, Akhtar, Begum, Shah, Mirza, Chaudhry, ul-Haq, Butt",
            language: "Urdu", keepsEids: true),
        NameStock(
            share: 28, girls: "Tasnim, Nusrat, Sumaiya, Farzana, Mim, Raisa, Tahmina",
            boys: "Rahim, Tanvir, Imran, Shafiq, Nahid, Mahin, Sakib",
            surnames: "Rahman, Uddin, Islam, Chowdhury, Miah, Begum, Khatun, Ali", language: "Bengali",
            keepsEids: true),
        NameStock(
            share: 25, girls: "Priya, Ananya, Diya, Krisha, Meera, Riya, Aarohi",
            boys: "Arjun, Aarav, Dev, Rohan, Krish, Vivaan, Om",
            surnames: "Patel, Shah, Mistry, Desai, Joshi, Sharma, Trivedi, D'Souza", language: "Gujarati"),
        NameStock(
            share: 22, girls: "Simran, Jasleen, Harleen, Gurpreet, Manpreet, Avneet",
            boys: "Harjit, Gurdeep, Arjan, Manvir, Jaskaran, Tejbir",
            surnames: "Gill, Sandhu, Dhillon, Grewal, Sidhu, Bains", language: "Panjabi", style: .panjabi),
        NameStock(
            share: 12, girls: "Sivapriya, Kavitha, Tharani, Abirami",
            boys: "Sivakumar, Pirakash, Kajan, Nilavan",
            surnames: "Sivapalan, Rajendran, Nadarajah, Kandasamy", language: "Tamil", style: .single),
        NameStock(
            share: 12, girls: "Shukria, Zarghuna, Parwana, Laila",
            boys: "Noorullah, Esmatullah, Farhad, Jawid",
            surnames: "Ahmadzai, Noori, Stanikzai, Popal", language: "Dari", keepsEids: true, style: .single),
        NameStock(
            share: 18, girls: "Wing Yan, Hoi Ching, Xinyi, Yuxuan, Tsz Ching",
            boys: "Chun Hei, Ho Yin, Haoran, Zihan, Tsz Lok",
            surnames: "Chan, Wong, Leung, Cheung, Lam, Li, Zhang, Chen", language: "Cantonese",
            knownAs: [
                ("Wing Yan", "詠欣"), ("Hoi Ching", "Chloe"), ("Xinyi", "心怡"), ("Chun Hei", "Jasper"),
                ("Haoran", "浩然"),
                ("Tsz Lok", "子樂"),
            ], style: .double),
        NameStock(
            share: 8, girls: "Ngọc Anh, Thảo, Minh Châu, Linh", boys: "Minh, Đức, Quang Huy, Bảo",
            surnames: "Nguyễn, Trần, Lê, Phạm, Huỳnh",
            language: "Vietnamese"),
        NameStock(
            share: 25, girls: "Rima, Yasmin, Hala, Nour, Salma, Lamar",
            boys: "Omar, Khalid, Yahya, Karim, Tariq, Anas",
            surnames: "al-Hassan, Haddad, Darwish, al-Khatib, Najjar, Saleh, Barzani", language: "Arabic",
            knownAs: [("Nour", "نور"), ("Omar", "عمر"), ("Yahya", "يحيى"), ("Salma", "سلمى")], keepsEids: true
        ),
        NameStock(
            share: 10, girls: "Elif, Zeynep, Defne, Çağla", boys: "Emir, Yiğit, Kerem, Ömer",
            surnames: "Yılmaz, Öztürk, Şahin, Çelik, Aydın, Demir", language: "Turkish", keepsEids: true),
    ]

    private static let fromAfrica: [NameStock] = [
        NameStock(
            share: 30, girls: "Temilade, Chiamaka, Oluwaseun, Ifeoma, Adaeze, Blessing, Damilola",
            boys: "Oluwadamilare, Chukwuemeka, Tobi, Emeka, Ayodele, Samuel, Ikenna",
            surnames: "Adeyemi, Okafor, Balogun, Nwosu, Adebayo, Eze, Ogunleye, Okonkwo", language: "Yoruba"),
        NameStock(
            share: 20, girls: "Hodan, Ayaan, Sahra, Ifrah, Nasra",
            boys: "Abdirahman, Liban, Zakariya, Guled, Bashir",
            surnames: "Warsame, Abdi, Farah, Jama, Hersi, Omar", language: "Somali", keepsEids: true,
            style: .somali),
        NameStock(
            share: 22, girls: "Akosua, Abena, Shanice, Tiana, Esi, Naomi",
            boys: "Kwame, Kofi, Jermaine, Malachi, Yaw, Elijah",
            surnames: "Mensah, Owusu, Boateng, Campbell-Grant, Asante, Francis, Osei"),
        NameStock(
            share: 10, girls: "Feven, Selam, Rahwa, Merhawit", boys: "Filmon, Yonas, Robel, Natnael",
            surnames: "Tesfay, Haile, Ghebremedhin, Tekle", language: "Tigrinya",
            knownAs: [("Selam", "ሰላም"), ("Yonas", "ዮናስ")]),
        NameStock(
            share: 9, girls: "Divine, Grâce, Merveille, Exaucée",
            boys: "Dieumerci, Christ-Vie, Héritier, Glody",
            surnames: "Mbuyi, Kabongo, N'Goma, Tshibanda, Mukendi", language: "French"),
    ]

    private static let fromEurope: [NameStock] = [
        NameStock(
            share: 40, girls: "Zuzanna, Maja, Oliwia, Julia, Wiktoria, Łucja, Małgorzata",
            boys: "Jakub, Szymon, Kacper, Łukasz, Mikołaj, Paweł, Michał",
            surnames: "Kowalski, Nowak, Wiśniewski, Wójcik, Zieliński, Dąbrowski, Górski, Pawlak, Święcicki",
            language: "Polish",
            knownAs: [("Małgorzata", "Gosia"), ("Łukasz", "Luke")], style: .polish),
        NameStock(
            share: 22, girls: "Andreea, Ioana, Ștefania, Mălina, Daria",
            boys: "Andrei, Ștefan, Rareș, Călin, Matei",
            surnames: "Popescu, Ionescu, Dumitru, Țepeș, Munteanu, Brâncoveanu", language: "Romanian"),
        NameStock(
            share: 15, girls: "Sofiia, Daryna, Oleksandra, Kateryna",
            boys: "Oleksandr, Bohdan, Nazar, Dmytro",
            surnames: "Shevchenko, Bondarenko, Kovalenko, Tkachenko, Hrytsenko", language: "Ukrainian",
            knownAs: [("Sofiia", "Софія"), ("Bohdan", "Богдан"), ("Daryna", "Дарина"), ("Nazar", "Назар")]),
        NameStock(
            share: 14, girls: "Beatriz, Inês, Mariana, Leonor", boys: "João, Gonçalo, Tomás, Vinícius",
            surnames: "da Silva, dos Santos, Conceição, Araújo, Magalhães, de Sá", language: "Portuguese"),
        NameStock(
            share: 8, girls: "Eleni, Despina, Zoë", boys: "Andreas, Christos, Stavros",
            surnames: "Papadopoulos, Georgiou, Ioannou, Hadjigeorgiou", language: "Greek",
            knownAs: [("Eleni", "Ελένη")]),
        NameStock(
            share: 8, girls: "Jana, Denisa, Kvetoslava", boys: "Jozef, Ladislav, Marek",
            surnames: "Horváth, Baláž, Kováč, Čonka", language: "Romani"),
    ]

    /// Families of English and Irish Travellers, and of no stock above.
    private static let elsewhere: [NameStock] = [
        NameStock(
            share: 6, girls: "Shakira, Lavinia, Kizzy", boys: "Levi, Nelson, Miley-Joe",
            surnames: "Connors, Maughan, Lovell, Boswell"),
        NameStock(
            share: 5, girls: "Miriam, Rivka, Tali", boys: "Eitan, Noam, Ezra",
            surnames: "Rosenfeld, Ben-David, Kaplan, Levy"),
    ]
}
