// The operation table, linked into the binary as it stands: nothing to find at run time, nothing to copy at start.
    .section .rodata
    .global latchkey_management_table
    .global latchkey_management_table_end
    .balign 16
latchkey_management_table:
    .incbin "management-v2.json"
latchkey_management_table_end:
    .byte 0
    .section .note.GNU-stack,"",@progbits
