//! Self-evaluation report as a GB/T 9704 Word document.
