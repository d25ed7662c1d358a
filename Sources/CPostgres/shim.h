// PostgreSQL's C library. Debian keeps its header in a folder of its own, other systems do not.
#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#else
#include <postgresql/libpq-fe.h>
#endif
