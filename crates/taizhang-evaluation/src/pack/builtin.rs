//! The packs that ship inside the program.

/// A shipped pack: its id and its files.
pub(super) struct Shipped {
    pub(super) id: &'static str,
    pub(super) files: &'static [(&'static str, &'static str)],
}

macro_rules! pack {
    ($id:literal: $($file:literal),+ $(,)?) => {
        Shipped {
            id: $id,
            files: &[$(($file, include_str!(concat!("../../packs/", $id, "/", $file)))),+],
        }
    };
}

/// All shipped packs, the default first.
pub(super) const SHIPPED: &[Shipped] = &[
    pack!(
        "national-whole-unit-2020":
        "pack.toml",
        "outline.toml",
        "annex-activities.md",
        "annex-evaluation.md",
        "annex-sources.md",
        "assets.md",
        "budget-balances.md",
        "budget-basic.md",
        "budget-original.md",
        "budget-outturn.md",
        "budget-projects.md",
        "budget-three-public.md",
        "causes.md",
        "duties.md",
        "effects.md",
        "fulfilment.md",
        "goal.md",
        "management.md",
        "measures.md",
        "opening.md",
        "organisation.md",
        "satisfaction.md",
        "score.md",
        "targets.md",
        "tasks.md",
    ),
    pack!(
        "national-project-2020":
        "pack.toml",
        "outline.toml",
        "background.md",
        "fulfilment.md",
        "funds.md",
        "opening.md",
    ),
    pack!(
        "chongqing-whole-unit-2021":
        "pack.toml",
    ),
    pack!(
        "gansu-whole-unit-2022":
        "pack.toml",
    ),
    pack!(
        "hubei-project-2022":
        "pack.toml",
    ),
    pack!(
        "hunan-whole-unit-2020":
        "pack.toml",
        "annex-evaluation.md",
    ),
    pack!(
        "national-declaration-2020":
        "pack.toml",
        "outline.toml",
        "budget.md",
    ),
    pack!(
        "national-monitoring-2019":
        "pack.toml",
        "outline.toml",
        "annex-monitoring.md",
        "causes.md",
        "measures.md",
        "objectives.md",
        "opening.md",
        "progress.md",
    ),
    pack!(
        "national-project-2021":
        "pack.toml",
    ),
    pack!(
        "sichuan-monitoring-2025":
        "pack.toml",
    ),
    pack!(
        "sichuan-project-2023":
        "pack.toml",
    ),
];
