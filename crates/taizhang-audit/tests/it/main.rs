//! Tests of the audit through its public face.

mod cases;
mod damage;
mod files;
mod guide;
mod published;
mod relations;
mod sarif;
