#include "CLibpq.h"
#include <dlfcn.h>
#include <stddef.h>

#ifdef __APPLE__
#define LIBRARY "libpq.5.dylib"
#else
#define LIBRARY "libpq.so.5"
#endif

/* Every function of libpq that Swift calls: result, name, parameters, arguments. The header checks the types. */
#define FUNCTIONS(F) \
    F(PGconn *, PQconnectdbParams, (const char *const *keywords, const char *const *values, int expands), \
      (keywords, values, expands)) \
    F(PQconninfoOption *, PQconndefaults, (void), ()) \
    F(PQconninfoOption *, PQconninfoParse, (const char *info, char **message), (info, message)) \
    F(void, PQconninfoFree, (PQconninfoOption *options), (options)) \
    F(void, PQfinish, (PGconn *connection), (connection)) \
    F(ConnStatusType, PQstatus, (const PGconn *connection), (connection)) \
    F(PGTransactionStatusType, PQtransactionStatus, (const PGconn *connection), (connection)) \
    F(char *, PQerrorMessage, (const PGconn *connection), (connection)) \
    F(int, PQsocket, (const PGconn *connection), (connection)) \
    F(PQnoticeReceiver, PQsetNoticeReceiver, (PGconn *connection, PQnoticeReceiver receiver, void *state), \
      (connection, receiver, state)) \
    F(PGcancel *, PQgetCancel, (PGconn *connection), (connection)) \
    F(void, PQfreeCancel, (PGcancel *cancel), (cancel)) \
    F(int, PQcancel, (PGcancel *cancel, char *message, int size), (cancel, message, size)) \
    F(int, PQsendQuery, (PGconn *connection, const char *text), (connection, text)) \
    F(int, PQsendQueryParams, \
      (PGconn *connection, const char *text, int count, const Oid *types, const char *const *values, \
       const int *lengths, const int *formats, int format), \
      (connection, text, count, types, values, lengths, formats, format)) \
    F(int, PQsendPrepare, (PGconn *connection, const char *name, const char *text, int count, const Oid *types), \
      (connection, name, text, count, types)) \
    F(int, PQsendQueryPrepared, \
      (PGconn *connection, const char *name, int count, const char *const *values, const int *lengths, \
       const int *formats, int format), \
      (connection, name, count, values, lengths, formats, format)) \
    F(PGresult *, PQgetResult, (PGconn *connection), (connection)) \
    F(int, PQputCopyData, (PGconn *connection, const char *bytes, int count), (connection, bytes, count)) \
    F(int, PQputCopyEnd, (PGconn *connection, const char *message), (connection, message)) \
    F(int, PQgetCopyData, (PGconn *connection, char **bytes, int async), (connection, bytes, async)) \
    F(int, PQsendDescribePrepared, (PGconn *connection, const char *name), (connection, name)) \
    F(int, PQnparams, (const PGresult *result), (result)) \
    F(Oid, PQparamtype, (const PGresult *result, int parameter), (result, parameter)) \
    F(int, PQisBusy, (PGconn *connection), (connection)) \
    F(int, PQconsumeInput, (PGconn *connection), (connection)) \
    F(int, PQflush, (PGconn *connection), (connection)) \
    F(int, PQsetnonblocking, (PGconn *connection, int value), (connection, value)) \
    F(int, PQenterPipelineMode, (PGconn *connection), (connection)) \
    F(int, PQexitPipelineMode, (PGconn *connection), (connection)) \
    F(int, PQpipelineSync, (PGconn *connection), (connection)) \
    F(PGpipelineStatus, PQpipelineStatus, (const PGconn *connection), (connection)) \
    F(ExecStatusType, PQresultStatus, (const PGresult *result), (result)) \
    F(char *, PQresultErrorField, (const PGresult *result, int field), (result, field)) \
    F(int, PQntuples, (const PGresult *result), (result)) \
    F(int, PQnfields, (const PGresult *result), (result)) \
    F(char *, PQfname, (const PGresult *result, int column), (result, column)) \
    F(Oid, PQftype, (const PGresult *result, int column), (result, column)) \
    F(char *, PQcmdStatus, (PGresult *result), (result)) \
    F(char *, PQcmdTuples, (PGresult *result), (result)) \
    F(char *, PQgetvalue, (const PGresult *result, int row, int column), (result, row, column)) \
    F(int, PQgetlength, (const PGresult *result, int row, int column), (result, row, column)) \
    F(int, PQgetisnull, (const PGresult *result, int row, int column), (result, row, column)) \
    F(void, PQclear, (PGresult *result), (result)) \
    F(int, PQbackendPID, (const PGconn *connection), (connection)) \
    F(PGnotify *, PQnotifies, (PGconn *connection), (connection)) \
    F(void, PQfreemem, (void *memory), (memory))

#define FORWARD(type, name, parameters, arguments) \
    static type(*found_##name) parameters; \
    type name parameters { return found_##name arguments; }

FUNCTIONS(FORWARD)

#define FIND(type, name, parameters, arguments) \
    if ((*(void **)&found_##name = dlsym(library, #name)) == NULL) return dlerror();

/* What libpq 17 and later have: a synchronization point that is not handed to the system at once. */
static int (*send_pipeline_sync)(PGconn *connection);

int clibpq_pipeline_sync(PGconn *connection) {
    return send_pipeline_sync != NULL ? send_pipeline_sync(connection) : PQpipelineSync(connection);
}

const char *clibpq_load(void) {
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return dlerror();
    FUNCTIONS(FIND)
    *(void **)&send_pipeline_sync = dlsym(library, "PQsendPipelineSync");
    return NULL;
}
