//! Prints the sentences of a text on standard input: `start end paragraph`, then its tokens' offsets.
#![allow(clippy::print_stdout)]

use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let segments = text::segment(&text, &[]);
    for sentence in &segments.sentences {
        print!("{} {} {}", sentence.span.start, sentence.span.end, sentence.paragraph);
        for token in &segments.tokens[sentence.tokens.clone()] {
            print!(" {}-{}", token.span.start, token.span.end);
        }
        println!();
    }
    Ok(())
}
