#include "CManagementTable.h"

extern const uint8_t latchkey_management_table[];
extern const uint8_t latchkey_management_table_end[];

const uint8_t *latchkey_management_table_start(void) { return latchkey_management_table; }

size_t latchkey_management_table_length(void) {
    return (size_t)(latchkey_management_table_end - latchkey_management_table);
}
