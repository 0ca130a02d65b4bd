//! Integration tests of `taizhang-import`.

mod reading;
