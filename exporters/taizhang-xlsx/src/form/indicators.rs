//! The indicators with the columns of the pack.

use rust_decimal::Decimal;
use taizhang_export::{IndicatorColumn, IndicatorRow};

use super::Form;
use crate::error::BookError;
use crate::height::height;
use crate::style;

const LABEL: &str = "绩效指标";

impl Form<'_> {
    pub(super) fn indicators(&mut self, rows: &[IndicatorRow]) -> Result<(), BookError> {
        let columns = self.grid.columns.clone();
        self.pen.text((self.row, 0), LABEL, &style::heading())?;
        for (place, column) in (1..).zip(&columns) {
            let to = (self.row, self.grid.end(place));
            self.pen.merged((self.row, place), to, column.header(), &style::heading())?;
        }
        self.row += 1;
        let top = self.row;
        for row in rows {
            for (place, column) in (1..).zip(&columns) {
                self.indicator_cell(row, place, *column)?;
            }
            let words: Vec<String> =
                columns.iter().map(|column| row.content(*column, &columns)).collect();
            let rooms = (1..).map(|place| self.grid.room(place, self.grid.end(place)));
            // Levels are joined over many rows.
            let cells = words.iter().map(String::as_str).zip(rooms).skip(2);
            let height = height(cells);
            self.pen.sheet.set_row_height(self.row, height)?;
            self.row += 1;
        }
        let first = |row: &IndicatorRow| row.level1.clone();
        let second = |row: &IndicatorRow| format!("{}\n{}", row.level1, row.level2);
        self.groups(rows, top, 0, |_| String::new(), |_| LABEL)?;
        self.groups(rows, top, 1, first, |row| &row.level1)?;
        self.groups(rows, top, 2, second, |row| &row.level2)
    }

    fn indicator_cell(
        &mut self,
        row: &IndicatorRow,
        place: u16,
        column: IndicatorColumn,
    ) -> Result<(), BookError> {
        use IndicatorColumn as C;
        match column {
            C::Level1 | C::Level2 => Ok(()),
            C::Weight => self.points(place, Some(row.weight)),
            C::Score => self.points(place, Some(row.score)),
            C::Coefficient => match row.coefficient().percent(2) {
                Some(rate) => {
                    let format = style::number(style::PERCENT);
                    self.pen.number((self.row, place), rate / Decimal::ONE_HUNDRED, &format)
                }
                None => self.pen.text((self.row, place), "—", &style::centred()),
            },
            C::Unit | C::Nature | C::Core => self.pen.text(
                (self.row, place),
                &row.content(column, &self.grid.columns),
                &style::centred(),
            ),
            _ => {
                let to = (self.row, self.grid.end(place));
                self.pen.merged(
                    (self.row, place),
                    to,
                    &row.content(column, &self.grid.columns),
                    &style::text(),
                )
            }
        }
    }

    /// Joins the cells of a column over rows that follow each other and belong together.
    fn groups(
        &mut self,
        rows: &[IndicatorRow],
        top: u32,
        column: u16,
        belongs: impl Fn(&IndicatorRow) -> String,
        words: impl Fn(&IndicatorRow) -> &str,
    ) -> Result<(), BookError> {
        let mut from = top;
        for group in rows.chunk_by(|before, after| belongs(before) == belongs(after)) {
            let height = u32::try_from(group.len()).map_err(|_| BookError::Rows)?;
            if let Some(first) = group.first() {
                let to = from + height - 1;
                self.pen.merged((from, column), (to, column), words(first), &style::centred())?;
            }
            from += height;
        }
        Ok(())
    }
}
