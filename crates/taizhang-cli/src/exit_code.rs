//! How a command ended, as a number for scripts.

use std::process;

/// Exit codes; `contract` says which command can end with which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitCode {
    /// Done.
    Success = 0,
    /// A check or verification found something.
    Findings = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The data was refused; nothing was written.
    Refused = 3,
    /// The ledger is locked or cannot be reached.
    Unavailable = 4,
    /// The ledger is damaged.
    Damaged = 5,
    /// A fault of this program.
    Bug = 70,
}

impl ExitCode {
    /// Every code, in ascending order.
    pub const ALL: [Self; 7] = [
        Self::Success,
        Self::Findings,
        Self::Usage,
        Self::Refused,
        Self::Unavailable,
        Self::Damaged,
        Self::Bug,
    ];

    /// Says what the code means, in Chinese.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Success => "正常",
            Self::Findings => "有检查发现",
            Self::Usage => "命令写错",
            Self::Refused => "数据被拒绝",
            Self::Unavailable => "台账被占用或打不开",
            Self::Damaged => "台账损坏",
            Self::Bug => "程序缺陷",
        }
    }
}

impl From<ExitCode> for process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}
