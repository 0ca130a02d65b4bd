//! Authorised posts and people in post at a date.

use taizhang_core::Money;
use taizhang_core::book::Command;
use taizhang_core::event::{AuthorisedPosts, Headcount, PostKind, StaffCategory};

use super::{KnownColumn, names, optional, required};
use crate::draft::{Draft, Drafts, Source, Surroundings};
use crate::field::Field;

pub(super) const COLUMNS: &[KnownColumn] = &[
    required(Field::Date, names::COUNTED_ON),
    optional(Field::Year, names::YEAR),
    required(Field::StaffItem, &["编制或实有", "项目", "口径"]),
    required(Field::StaffCategory, &["人员类别", "类别", "编制类型", "人员类型"]),
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
    ("事业管理人员", StaffCategory::InstitutionManager),
    ("管理人员", StaffCategory::InstitutionManager),
    ("专业技术人员", StaffCategory::Professional),
    ("工勤人员", StaffCategory::SupportWorker),
    ("离休人员", StaffCategory::RetiredVeteran),
    ("退休人员", StaffCategory::Retired),
];

pub(super) fn draft(sources: &[Source], around: Surroundings<'_>, drafts: &mut Drafts) {
    for (index, source) in sources.iter().enumerate() {
        source.each_row(index, around, drafts, |reader, row| {
            let on = reader.date(Field::Date);
            let count = reader.count(Field::People);
            let command = match reader.choice(Field::StaffItem, ITEMS)? {
                Item::Posts => {
                    let kind = reader.choice(Field::StaffCategory, POSTS)?;
                    let count = count?;
                    Command::SetAuthorisedPosts(AuthorisedPosts { kind, count, document: None })
                }
                Item::People => {
                    let category = reader.choice(Field::StaffCategory, PEOPLE)?;
                    Command::RecordHeadcount(Headcount { category, count: count? })
                }
            };
            Some(vec![Draft::of_row(row, on?, command, Money::ZERO)])
        });
    }
}
