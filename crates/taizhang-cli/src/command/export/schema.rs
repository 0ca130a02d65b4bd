//! `export --schema`: what passes between this program and a plug-in, as JSON Schema.

use clap::ValueEnum;
use taizhang_plugin::{answer_schema, description_schema, question_schema};

use crate::ExitCode;
use crate::error::Failure;
use crate::session::Session;

/// What passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Part {
    /// 程序读到的全年数据和选项
    #[value(alias = "提问")]
    Question,
    /// 程序给出的文件或说明
    #[value(alias = "回答")]
    Answer,
    /// 程序对 --describe 的回答
    #[value(alias = "说明")]
    Description,
}

pub(super) fn show(part: Part, session: &mut Session<'_, '_>) -> Result<ExitCode, Failure> {
    let schema = match part {
        Part::Question => question_schema(),
        Part::Answer => answer_schema(),
        Part::Description => description_schema(),
    };
    session.ui.json(&schema)?;
    Ok(ExitCode::Success)
}
