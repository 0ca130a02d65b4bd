//! The colours of a workbook. BIFF8 names a colour by one of 56 places of a palette, so the colour of
//! wrong cells needs a place: one that nothing in the workbook uses is given that colour, so that no
//! cell, line, chart or shape changes, and a later return tells its own fill from a user's. Only where
//! every place is in use, the nearest colour there is serves.

use super::super::WRONG;
use super::records::{Record, kind};
use super::stream::Stream;
use crate::little_endian::{half, word};

/// Number of the first place.
const FIRST: u8 = 8;

/// How many places there are.
const PLACES: usize = 56;

/// The palette of a workbook that brings none ([MS-XLS] 2.5.161 `Icv`).
const STANDARD: [u32; PLACES] = [
    0x00_0000, 0xff_ffff, 0xff_0000, 0x00_ff00, 0x00_00ff, 0xff_ff00, 0xff_00ff, 0x00_ffff,
    0x80_0000, 0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xc0_c0c0, 0x80_8080,
    0x99_99ff, 0x99_3366, 0xff_ffcc, 0xcc_ffff, 0x66_0066, 0xff_8080, 0x00_66cc, 0xcc_ccff,
    0x00_0080, 0xff_00ff, 0xff_ff00, 0x00_ffff, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00ff,
    0x00_ccff, 0xcc_ffff, 0xcc_ffcc, 0xff_ff99, 0x99_ccff, 0xff_99cc, 0xcc_99ff, 0xff_cc99,
    0x33_66ff, 0x33_cccc, 0x99_cc00, 0xff_cc00, 0xff_9900, 0xff_6600, 0x66_6699, 0x96_9696,
    0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];

/// The palette, with the place of the fill of a wrong cell.
pub(super) struct Palette {
    colours: Vec<u32>,
    /// Place of the fill.
    pub(super) fill: u8,
    is_changed: bool,
}

impl Palette {
    /// Reads the palette and finds the place of the fill.
    pub(super) fn of(stream: &Stream<'_>) -> Self {
        let mut colours = STANDARD.to_vec();
        let mut uses = Uses { used: [false; 64], has_charts: false, last: 0 };
        stream.each(|kind, body| {
            if kind == kind::PALETTE {
                for (colour, own) in colours.iter_mut().zip(body.get(2..).into_iter().flat_map(own))
                {
                    *colour = own;
                }
            }
            uses.take(kind, body);
        });
        if let Some(fill) = place_of(&colours, WRONG) {
            return Self { colours, fill, is_changed: false };
        }
        let Some(fill) = uses.free() else {
            let fill = nearest(&colours);
            return Self { colours, fill, is_changed: false };
        };
        if let Some(colour) = colours.get_mut(usize::from(fill.saturating_sub(FIRST))) {
            *colour = WRONG;
        }
        Self { colours, fill, is_changed: true }
    }

    /// Whether a place has the colour of a wrong cell.
    pub(super) fn is_wrong(&self, place: u8) -> bool {
        let at = place.checked_sub(FIRST).map(usize::from);
        at.and_then(|at| self.colours.get(at)) == Some(&WRONG)
    }

    /// Writes the palette, if it changed, behind the records of formats.
    pub(super) fn write(&self, globals: &mut Vec<Record<'_>>) {
        if !self.is_changed {
            return;
        }
        let mut body = u16::try_from(PLACES).unwrap_or_default().to_le_bytes().to_vec();
        for colour in &self.colours {
            let [_, red, green, blue] = colour.to_be_bytes();
            body.extend([red, green, blue, 0]);
        }
        let palette = Record::new(kind::PALETTE, &body);
        if let Some(known) = globals.iter_mut().find(|record| record.is(kind::PALETTE)) {
            let from = known.from;
            *known = palette;
            known.from = from;
            return;
        }
        let behind =
            |record: &Record<'_>| record.is(kind::USES_ELFS) || record.is(kind::BOUND_SHEET);
        let at = globals.iter().position(behind).unwrap_or_default();
        globals.insert(at, palette);
    }
}

fn own(colours: &[u8]) -> impl Iterator<Item = u32> {
    colours
        .as_chunks::<4>()
        .0
        .iter()
        .map(|[red, green, blue, _]| u32::from_be_bytes([0, *red, *green, *blue]))
}

fn place_of(colours: &[u32], colour: u32) -> Option<u8> {
    let at = colours.iter().position(|known| *known == colour)?;
    u8::try_from(at).ok()?.checked_add(FIRST)
}

/// The place whose colour differs least.
fn nearest(colours: &[u32]) -> u8 {
    let distance = |colour: &u32| -> u32 {
        let parts = colour.to_be_bytes().into_iter().zip(WRONG.to_be_bytes());
        parts.map(|(one, other)| u32::from(one.abs_diff(other)).saturating_pow(2)).sum()
    };
    let nearest = colours.iter().min_by_key(|colour| distance(colour));
    nearest.and_then(|colour| place_of(colours, *colour)).unwrap_or(FIRST)
}

/// Which places something uses, or might use.
struct Uses {
    /// By number of the place; those from 64 on are colours of the system.
    used: [bool; 64],
    /// Charts colour what states no colour by the places 16 to 39.
    has_charts: bool,
    /// The type of the last record that is no CONTINUE.
    last: u16,
}

impl Uses {
    fn take(&mut self, kind: u16, body: &[u8]) {
        if kind != kind::CONTINUE {
            self.last = kind;
        }
        match self.last {
            kind::FONT => self.note(half(body, 4)),
            kind::XF => self.take_format(body),
            // `[颜色10]` and `[Color10]` of number formats.
            0x041e => self.take_number_format(body),
            // Colours in whole bytes: windows, tabs, drawings, charts, pictures of feet.
            0x023e | 0x0862 | 0x0866 | kind::DRAWING | kind::DRAWING_GROUP => self.note_bytes(body),
            kind::DRAWING_SELECTION => {}
            0x1000..=0x10ff => {
                self.has_charts = true;
                self.note_bytes(body);
            }
            // Colours with their kind before them; the kind 1 is that of places.
            kind::XF_EXT => {
                let all = body.windows(8).filter(|window| window.starts_with(&[1, 0]));
                all.for_each(|window| self.note(window.get(4..).and_then(|end| half(end, 0))));
            }
            0x088d | 0x0892 => {
                let all = body.windows(2).filter(|window| matches!(window, [2 | 3, _]));
                all.for_each(|window| self.note(window.get(1).copied().map(u16::from)));
            }
            // Nothing in these has a colour.
            0x0863
            | 0x0867
            | 0x0868
            | 0x087c
            | 0x088c
            | 0x088e..=0x0890
            | 0x0896
            | 0x089a..=0x089c
            | 0x08a3 => {}
            // Conditional formats, formats of pivots, and what else came later: colours of seven bits.
            0x00f4 | 0x00fb | 0x01b1 | 0x0860..=0x08ff => self.note_bits(body),
            _ => {}
        }
    }

    fn note(&mut self, place: Option<u16>) {
        if let Some(place) = place.and_then(|place| self.used.get_mut(usize::from(place))) {
            *place = true;
        }
    }

    fn note_bytes(&mut self, body: &[u8]) {
        for byte in body {
            self.note(Some(u16::from(*byte)));
        }
    }

    fn note_bits(&mut self, body: &[u8]) {
        for at in 0..body.len() {
            let low = body.get(at).copied().unwrap_or_default();
            let high = body.get(at.saturating_add(1)).copied().unwrap_or_default();
            let bits = u16::from_le_bytes([low, high]);
            (0..8).for_each(|shift| self.note(Some(bits >> shift & 0x7f)));
        }
    }

    /// Colours of borders and of the fill ([MS-XLS] 2.5.20 `CellXF`).
    fn take_format(&mut self, body: &[u8]) {
        let field = |at: usize, shift: u32| {
            word(body, at).and_then(|bits| u16::try_from(bits >> shift & 0x7f).ok())
        };
        let fill = half(body, 18);
        for place in [
            field(10, 16),
            field(10, 23),
            field(14, 0),
            field(14, 7),
            field(14, 14),
            fill.map(|bits| bits & 0x7f),
            fill.map(|bits| bits >> 7 & 0x7f),
        ] {
            self.note(place);
        }
    }

    fn take_number_format(&mut self, body: &[u8]) {
        let letters: String =
            body.iter().filter(|byte| **byte != 0).map(|b| char::from(*b)).collect();
        // In two bytes each, 颜色 ends with these.
        for part in
            letters.to_lowercase().split("[color").skip(1).chain(letters.split("r\u{82}").skip(1))
        {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            self.note(digits.parse::<u16>().ok().and_then(|number| number.checked_add(7)));
        }
    }

    /// The first place that nothing uses. The eight from 32 on are first, for in the standard palette
    /// their colours stand at other places too; those before 16 have names that formats use.
    fn free(&self) -> Option<u8> {
        let (early, late) = (if self.has_charts { 0..0 } else { 32..40 }, 40..64);
        let rest = if self.has_charts { 0..0 } else { 16..32 };
        let mut places = early.chain(late).chain(rest);
        places.find(|place| self.used.get(usize::from(*place)) == Some(&false))
    }
}
