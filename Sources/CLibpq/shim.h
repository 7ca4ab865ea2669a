#ifndef CLIBPQ_SHIM_H
#define CLIBPQ_SHIM_H

#include <libpq-fe.h>

/* What Swift does not import alike everywhere: the character constants that name the fields of an error. */

static const int clibpq_field_severity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int clibpq_field_state = PG_DIAG_SQLSTATE;
static const int clibpq_field_message = PG_DIAG_MESSAGE_PRIMARY;
static const int clibpq_field_table = PG_DIAG_TABLE_NAME;
static const int clibpq_field_column = PG_DIAG_COLUMN_NAME;
static const int clibpq_field_constraint = PG_DIAG_CONSTRAINT_NAME;

#endif
