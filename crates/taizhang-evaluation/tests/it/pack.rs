//! Packs: the shipped ones load, and a bad one says where it is bad.

use taizhang_evaluation::pack::Pack;

#[test]
fn every_shipped_pack_is_consistent() {
    for id in Pack::builtin_ids() {
        let pack = Pack::builtin(id).unwrap_or_else(|error| panic!("{id}: {error}"));
        assert_eq!(pack.id(), id);
    }
}
