//! Work that is done on all processors at once. What comes of it does not depend on how many there are.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Returns how many threads can run at the same time.
pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Does `count` pieces of work on all processors; returns the results in order.
pub fn in_parallel<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    // Asking for the number of processors takes longer than many a single piece.
    let threads = if count > 1 { processors().min(count) } else { 1 };
    if threads == 1 {
        return (0..count).map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(count));
    let work_on = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                break;
            }
            let result = work(number);
            results.lock().unwrap_or_else(PoisonError::into_inner).push((number, result));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work_on);
        }
        work_on();
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_unstable_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Does work on chunks of items on all processors; returns the results in order.
pub fn in_chunks<'i, I: Sync, T: Send>(
    items: &'i [I],
    chunk: usize,
    work: impl Fn(&'i [I]) -> T + Sync,
) -> Vec<T> {
    let chunks: Vec<&[I]> = items.chunks(chunk.max(1)).collect();
    in_parallel(chunks.len(), |number| work(chunks.get(number).copied().unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_work() {
        for count in [0, 1, 2, 1000] {
            let squares: Vec<usize> = (0..count).map(|number| number * number).collect();
            assert_eq!(in_parallel(count, |number| number * number), squares);
            for chunk in [1, 3, 1000] {
                let chunks = in_chunks(&squares, chunk, <[usize]>::to_vec);
                assert_eq!(chunks.concat(), squares);
            }
        }
    }
}
