//! The `taizhang` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    taizhang_cli::main()
}
