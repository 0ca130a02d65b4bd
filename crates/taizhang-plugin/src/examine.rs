//! The examination of a program: that of every exporter, and what only a program can do wrong.

use serde_json::{Value, json};
use taizhang_export::conformance::{Case, Check, Fault, Verdict, examine};
use taizhang_export::{Artifact, Exporter};

use crate::process::Limits;
use crate::protocol::Question;
use crate::{Found, Plugin, PluginError};

/// A version of the protocol that no program can know.
const FUTURE: u32 = 1_000_000;

/// Runs every check on `found`. What it writes on standard error meanwhile is returned, too; an
/// error says that it cannot even describe itself.
pub fn examine_program(
    found: &Found,
    limits: Limits,
) -> (Result<Vec<Verdict>, PluginError>, String) {
    let (plugin, mut messages) = Plugin::ask(found, limits);
    let plugin = match plugin {
        Ok(plugin) => plugin,
        Err(error) => return (Err(error), messages),
    };
    let mut verdicts = examine(&plugin);
    let again = Plugin::ask(found, limits).0;
    if again.map(|again| again.descriptor()).ok().as_ref() != Some(&plugin.descriptor()) {
        verdicts
            .iter_mut()
            .filter(|verdict| verdict.check == Check::Description)
            .for_each(|verdict| verdict.faults.push(Fault::OtherDescription));
    }
    verdicts.push(verdict(Check::OtherProtocol, other_protocol(&plugin)));
    verdicts.push(verdict(Check::NewFields, new_fields(&plugin)));
    messages.push_str(&plugin.take_messages());
    let strange = messages.chars().find(|c| is_no_text(*c));
    verdicts.push(verdict(Check::Messages, strange.map(Fault::Message)));
    (Ok(verdicts), messages)
}

fn verdict(check: Check, fault: Option<Fault>) -> Verdict {
    Verdict { check, faults: fault.into_iter().collect() }
}

/// A program that gives files for a question of a later version has not looked at the version.
fn other_protocol(plugin: &Plugin) -> Option<Fault> {
    let mut question = question(plugin)?;
    *question.get_mut("protocol")? = json!(FUTURE);
    let answered = plugin.answer(&question);
    answered.is_ok_and(|files| !files.is_empty()).then_some(Fault::AnswersProtocol(FUTURE))
}

/// Fields may be added without a new version, so they change nothing.
fn new_fields(plugin: &Plugin) -> Option<Fault> {
    let plain = question(plugin)?;
    let mut richer = plain.clone();
    for at in ["", "/context", "/context/unit", "/context/figures/0", "/context/lines/0"] {
        let place = richer.pointer_mut(at)?.as_object_mut()?;
        place.insert("added_later".to_owned(), json!({"value": [1, null]}));
    }
    // A program that cannot answer at all fails the checks before this one.
    let before: Vec<Artifact> = plugin.answer(&plain).ok()?;
    let after = plugin.answer(&richer).ok();
    (after != Some(before)).then_some(Fault::NewField)
}

fn question(plugin: &Plugin) -> Option<Value> {
    let descriptor = plugin.descriptor();
    let context = Case::Full.context(&descriptor);
    serde_json::to_value(Question::of(&Case::Full.request(&descriptor, &context))).ok()
}

fn is_no_text(character: char) -> bool {
    (character.is_control() && !matches!(character, '\n' | '\r' | '\t'))
        || character == char::REPLACEMENT_CHARACTER
}
