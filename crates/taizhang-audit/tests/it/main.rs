//! Tests of the audit through its public face.

mod cases;
mod damage;
mod files;
mod published;
mod relations;
mod sarif;
