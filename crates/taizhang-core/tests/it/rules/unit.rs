//! People and assets.

use taizhang_core::book::{Command, Refusal};
use taizhang_core::event::{AuthorisedPosts, Event, Headcount, PostKind, StaffCategory};
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
