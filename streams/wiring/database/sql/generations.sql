SELECT after_entry, number FROM generation ORDER BY number
