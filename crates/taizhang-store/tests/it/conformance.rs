//! Every log passes the one suite.

use taizhang_store::{DurableLog, MemoryLog};
use taizhang_testutils::store::conformance::check_event_log;
use taizhang_testutils::store::sample::{ledger, settings};

#[test]
fn the_log_in_memory_conforms() {
    check_event_log(&mut || Box::new(MemoryLog::new(ledger())));
}

#[test]
fn the_log_on_disk_conforms() {
    let parent = tempfile::tempdir().expect("a temporary folder can be made");
    let mut made = 0;
    check_event_log(&mut || {
        made += 1;
        let folder = parent.path().join(made.to_string());
        Box::new(DurableLog::create(&folder, ledger(), settings()).expect("the ledger is new"))
    });
}

#[test]
fn the_log_on_disk_conforms_in_small_segments() {
    let parent = tempfile::tempdir().expect("a temporary folder can be made");
    let mut made = 0;
    check_event_log(&mut || {
        made += 1;
        let folder = parent.path().join(made.to_string());
        let mut settings = settings();
        settings.segment_bytes = 1500;
        Box::new(DurableLog::create(&folder, ledger(), settings).expect("the ledger is new"))
    });
}
