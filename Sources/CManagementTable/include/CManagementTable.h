#pragma once
#include <stddef.h>
#include <stdint.h>

/// First byte of the embedded operation table (JSON, UTF-8).
const uint8_t *latchkey_management_table_start(void);
/// Length of the embedded operation table in bytes.
size_t latchkey_management_table_length(void);
