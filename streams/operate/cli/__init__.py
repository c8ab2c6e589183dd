"""命令行: `hub`, one module a command."""
