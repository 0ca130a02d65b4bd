//! The command line of taizhang.
