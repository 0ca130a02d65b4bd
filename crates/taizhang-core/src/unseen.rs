//! Characters that nobody sees.

/// Tells whether a character is a control, or invisible and changes how the others are read, as
/// U+202E does, which turns them round.
///
/// ```
/// use taizhang_core::is_unseen;
/// assert!(is_unseen('\u{202E}') && is_unseen('\u{200B}') && is_unseen('\t'));
/// assert!(!is_unseen('台') && !is_unseen('\u{3000}') && !is_unseen(' '));
/// ```
pub fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        )
}
