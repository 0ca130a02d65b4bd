//! Cells as text, and their protection against being run as a formula.

use taizhang_export::AmountUnit;
use taizhang_export::delimited::guard_formula;
use taizhang_export::sheet::Cell;

/// Prints a cell; what somebody typed is guarded.
pub(crate) fn print(cell: &Cell, unit: AmountUnit) -> String {
    match cell {
        Cell::Text(words) => guard_formula(words),
        other => other.print(unit),
    }
}
