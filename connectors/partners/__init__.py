"""What a partner (协助单位) needs to keep its side: verify, hold exactly what is told, answer."""
