//! Words of import profiles.

use taizhang_ledger::import::profile::{ProfileError, UnknownName};

use super::toml::toml_fault;

/// Words of a profile that cannot be used.
pub(super) fn profile_reason(error: &ProfileError) -> String {
    match error {
        ProfileError::Form(error) => {
            format!("不是导入方案的格式（{}）", toml_fault(error))
        }
        ProfileError::Unknown(names) => {
            let words = |name: &UnknownName| match name {
                UnknownName::Kind(kind) => format!("没有“{kind}”这种导入"),
                UnknownName::Key(key) => format!("没有“{key}”这一项"),
                UnknownName::Field(name) => format!("没有“{name}”这个字段"),
            };
            names.iter().map(words).collect::<Vec<_>>().join("；")
        }
    }
}
