#ifndef CLIBPQ_H
#define CLIBPQ_H

#if __has_include(<postgresql/libpq-fe.h>)
#include <postgresql/libpq-fe.h>
#else
#include <libpq-fe.h>
#endif

/* Loads the library once, before its first function is called; returns NULL, or why it cannot be loaded.
   A service that never names a PostgreSQL neither needs the library nor pays for the thirty that come with it. */
const char *clibpq_load(void);

/* Ends a statement of a pipeline with a synchronization point. */
int clibpq_pipeline_sync(PGconn *connection);

/* What Swift does not import alike everywhere: the character constants that name the fields of an error. */

static const int clibpq_field_severity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int clibpq_field_state = PG_DIAG_SQLSTATE;
static const int clibpq_field_message = PG_DIAG_MESSAGE_PRIMARY;
static const int clibpq_field_table = PG_DIAG_TABLE_NAME;
static const int clibpq_field_column = PG_DIAG_COLUMN_NAME;
static const int clibpq_field_constraint = PG_DIAG_CONSTRAINT_NAME;

#endif
