//! People and assets.

use taizhang_core::book::{Command, Refusal};
use taizhang_core::event::{
    AssetClass, AssetHolding, AuthorisedPosts, Event, Headcount, PostKind, StaffCategory,
};
use taizhang_testutils::builders::{Story, assets, yuan};

use super::{accept, refuse};

/// More people than posts is a fact to be recorded, not an error: the seed has 7 on 6.
#[test]
fn people_may_outnumber_posts() {
    let posts = AuthorisedPosts { kind: PostKind::Institution, count: 6, document: None };
    let story = Story::opened().with("2022-01-01", Event::AuthorisedPostsSet(posts.clone()));
    let people = Headcount { category: StaffCategory::CivilServiceManaged, count: 7 };
    let command = Command::RecordHeadcount(people.clone());
    accept(&story, "2022-01-01", command, Event::HeadcountRecorded(people));
    let command = Command::SetAuthorisedPosts(posts.clone());
    accept(&Story::opened(), "2022-01-01", command, Event::AuthorisedPostsSet(posts));
}

#[test]
fn net_value_is_at_most_gross_value() {
    for (gross, net) in [("100.00", "100.00"), ("100.00", "0.00"), ("0.00", "0.00")] {
        let command = Command::RecordAssets(assets(gross, net));
        let recorded = Event::AssetsRecorded(assets(gross, net));
        accept(&Story::opened(), "2022-12-31", command, recorded);
    }
    for (gross, net) in [("100.00", "100.01"), ("100.00", "-0.01"), ("-1.00", "-1.00")] {
        let command = Command::RecordAssets(assets(gross, net));
        let refusal = Refusal::AssetValues { gross: yuan(gross), net: yuan(net) };
        refuse(&Story::opened(), "2022-12-31", command, refusal);
    }
}

/// 设备 of the classification of 2022 is 通用设备 and 专用设备 together.
#[test]
fn equipment_is_not_counted_twice() {
    let held = |class, gross| AssetHolding { class, ..assets(gross, "0.00") };
    let (all, general) = (AssetClass::Equipment, AssetClass::GeneralEquipment);
    for (standing, class) in [(general, all), (AssetClass::SpecialEquipment, all), (all, general)] {
        let story = |gross| {
            let standing = Event::AssetsRecorded(held(standing, gross));
            Story::opened().with("2022-01-04", standing)
        };
        let command = Command::RecordAssets(held(class, "100.00"));
        let refusal = Refusal::AssetCountedTwice { class, standing: vec![standing] };
        refuse(&story("0.01"), "2022-12-31", command.clone(), refusal);
        let recorded = Event::AssetsRecorded(held(class, "100.00"));
        accept(&story("0.00"), "2022-12-31", command, recorded);
        let nothing = held(class, "0.00");
        let command = Command::RecordAssets(nothing.clone());
        accept(&story("0.01"), "2022-12-31", command, Event::AssetsRecorded(nothing));
    }
    // All that stands is named at once.
    let both = [general, AssetClass::SpecialEquipment];
    let story = both.into_iter().fold(Story::opened(), |story, class| {
        story.with("2022-01-04", Event::AssetsRecorded(held(class, "1.00")))
    });
    let refusal = Refusal::AssetCountedTwice { class: all, standing: both.to_vec() };
    refuse(&story, "2022-12-31", Command::RecordAssets(held(all, "2.00")), refusal);
    let story = Story::opened().with("2022-01-04", Event::AssetsRecorded(held(all, "1.00")));
    let books = held(AssetClass::BooksAndArchives, "2.00");
    let command = Command::RecordAssets(books.clone());
    accept(&story, "2022-12-31", command, Event::AssetsRecorded(books));
}
