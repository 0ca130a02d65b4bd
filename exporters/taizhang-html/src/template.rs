//! From the page to HTML.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value, escape_formatter};

use crate::page::{Page, PageError};

const PAGE: &str = include_str!("../assets/page.html");
const STYLE: &str = include_str!("../assets/style.css");

/// Fills in the page.
pub(crate) fn render(page: &Page<'_>) -> Result<String, PageError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(words) if words.contains(is_refused) => {
            let words: String = words.chars().filter(|character| !is_refused(*character)).collect();
            let kept = if value.is_safe() { Value::from_safe_string(words) } else { words.into() };
            escape_formatter(out, state, &kept)
        }
        _ => escape_formatter(out, state, value),
    });
    environment.add_template("page", PAGE)?;
    let page = Value::from(minijinja::value::Serde(page));
    let style = Value::from_safe_string(STYLE.to_owned());
    let html = environment.get_template("page")?.render(minijinja::context! { page, style })?;
    Ok(html)
}

/// Tells whether HTML does not allow a character.
fn is_refused(character: char) -> bool {
    let is_noncharacter =
        u32::from(character) & 0xfffe == 0xfffe || ('\u{fdd0}'..='\u{fdef}').contains(&character);
    is_noncharacter || (character.is_control() && !matches!(character, '\n' | '\t'))
}
