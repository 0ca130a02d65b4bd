//! Authorised posts and people in post at a date: one number for each class, which the rows of several
//! departments sum to.

use std::collections::BTreeMap;

use jiff::civil::Date;
use taizhang_core::Money;
use taizhang_core::book::Command;
use taizhang_core::event::{AuthorisedPosts, Headcount, PostKind, StaffCategory};

use super::joined::{DEPARTMENTS, Joined};
use super::{KnownColumn, names, optional, required};
use crate::draft::{Draft, Drafts, RefusedRow, Source, Surroundings};
use crate::fault::{Fault, Reason};
use crate::field::Field;
use crate::table::Place;
use crate::value::RowReader;

pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, names::COUNTED_ON),
    optional(Field::Year, names::YEAR),
    required(Field::StaffItem, &["编制或实有", "项目", "口径"]),
    required(Field::StaffCategory, &["人员类别", "类别", "编制类型", "人员类型"]),
    optional(Field::Department, DEPARTMENTS),
    required(Field::People, &["人数", "数量", "编制数", "实有人数"]),
    optional(Field::BudgetUnit, names::BUDGET_UNIT),
    optional(Field::BudgetUnitCode, names::BUDGET_UNIT_CODE),
];

#[derive(Clone, Copy)]
enum Item {
    Posts,
    People,
}

const ITEMS: &[(&str, Item)] = &[
    ("编制", Item::Posts),
    ("编制数", Item::Posts),
    ("实有", Item::People),
    ("实有人数", Item::People),
];

const POSTS: &[(&str, PostKind)] = &[
    ("行政编制", PostKind::Administrative),
    ("行政", PostKind::Administrative),
    ("事业编制", PostKind::Institution),
    ("事业", PostKind::Institution),
    ("工勤编制", PostKind::Support),
    ("工勤", PostKind::Support),
];

const PEOPLE: &[(&str, StaffCategory)] = &[
    ("公务员", StaffCategory::CivilServant),
    ("行政人员", StaffCategory::CivilServant),
    ("参照公务员管理人员", StaffCategory::CivilServiceManaged),
    ("参公人员", StaffCategory::CivilServiceManaged),
    ("参公", StaffCategory::CivilServiceManaged),
    ("事业管理人员", StaffCategory::InstitutionManager),
    ("管理人员", StaffCategory::InstitutionManager),
    ("专业技术人员", StaffCategory::Professional),
    ("工勤人员", StaffCategory::SupportWorker),
    ("工勤", StaffCategory::SupportWorker),
    ("离休人员", StaffCategory::RetiredVeteran),
    ("离休", StaffCategory::RetiredVeteran),
    ("退休人员", StaffCategory::Retired),
    ("退休", StaffCategory::Retired),
];

/// A class of posts or people.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Posts(PostKind),
    People(StaffCategory),
}

impl Class {
    fn read(reader: &mut RowReader<'_>) -> Option<Self> {
        Some(match reader.choice(Field::StaffItem, ITEMS)? {
            Item::Posts => Self::Posts(reader.choice(Field::StaffCategory, POSTS)?),
            Item::People => Self::People(reader.choice(Field::StaffCategory, PEOPLE)?),
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Posts(kind) => kind.name(),
            Self::People(category) => category.name(),
        }
    }

    const fn command(self, count: u32) -> Command {
        match self {
            Self::Posts(kind) => {
                Command::SetAuthorisedPosts(AuthorisedPosts { kind, count, document: None })
            }
            Self::People(category) => Command::RecordHeadcount(Headcount { category, count }),
        }
    }
}

/// The rows of one class at one date.
#[derive(Default)]
struct Gathered {
    count: u32,
    joined: Joined,
    /// The place of the first row.
    first: Option<Place>,
}

/// What is known of a row that is refused: its day, and its class.
type Broken = (Option<Date>, Class);

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    for (index, source) in sources.iter().enumerate() {
        let mut gathered: BTreeMap<(Date, Class), Gathered> = BTreeMap::new();
        let mut broken: BTreeMap<Broken, u32> = BTreeMap::new();
        source.each_row(index, around, drafts, |reader, row| {
            let on = reader.date(Field::Date);
            let count = reader.count(Field::People);
            let class = Class::read(reader)?;
            let added = on.zip(count).filter(|_| reader.faults.is_empty());
            let added = added.and_then(|(on, count)| {
                let sums = gathered.entry((on, class)).or_default();
                let Some(sum) = sums.count.checked_add(count) else {
                    return reader.refuse(Field::People, &count.to_string(), Reason::Count);
                };
                sums.count = sum;
                sums.joined.add(reader, row);
                sums.first.get_or_insert_with(|| reader.place(Some(Field::StaffCategory)));
                Some(Vec::new())
            });
            if added.is_none() {
                broken.entry((on, class)).or_insert(row.row);
            }
            added
        });
        for ((on, class), sums) in gathered {
            // A row whose day cannot be read may be of any.
            let of_day = broken.get(&(Some(on), class)).or_else(|| broken.get(&(None, class)));
            sums.conclude(on, class, of_day.copied(), drafts);
        }
    }
}

impl Gathered {
    /// Makes the draft. Without a row that is refused the sum would not be that of the class.
    fn conclude(self, on: Date, class: Class, broken: Option<u32>, drafts: &mut Drafts) {
        let Self { count, joined, first } = self;
        let Some(row) = joined.rows().first() else { return };
        let Some(broken) = broken else {
            let draft = Draft::of_row(*row, on, class.command(count), Money::ZERO);
            drafts.drafts.push(joined.draft(draft));
            return;
        };
        let fault = |place| Fault {
            place,
            value: class.name().to_owned(),
            reason: Reason::ClassIncomplete(broken),
        };
        let mut fault = first.map(fault);
        for row in joined.rows() {
            let faults = fault.take().into_iter().collect();
            drafts.refused.push(RefusedRow { row: *row, amount: Some(Money::ZERO), faults });
        }
    }
}
