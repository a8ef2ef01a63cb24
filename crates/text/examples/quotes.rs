//! Prints the quotations of a text on standard input: offsets, whether closed, whether continuing.
#![allow(clippy::print_stdout)]

use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let segments = text::segment(&text, &[]);
    for quotation in text::quotations(&text, &segments) {
        println!(
            "{} {} {} {} {}",
            quotation.outer.start,
            quotation.outer.end,
            if quotation.closed { "closed" } else { "open" },
            if quotation.continues { "continues" } else { "begins" },
            quotation.sentences.len()
        );
    }
    Ok(())
}
