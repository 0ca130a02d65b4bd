//! What holds for every sequence of commands.

mod checkpoints;
mod conservation;
mod steps;
