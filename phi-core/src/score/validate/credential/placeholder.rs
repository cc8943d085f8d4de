//! What stands where a secret would, and is none: words, masks, references to a vault.

/// Words that stand where a secret would, and are none.
const WORDS: &[&str] = &[
    "admin",
    "blank",
    "changed",
    "changeme",
    "confidential",
    "default",
    "disabled",
    "empty",
    "enabled",
    "encrypted",
    "example",
    "expired",
    "false",
    "forgotten",
    "generated",
    "hidden",
    "incorrect",
    "integer",
    "invalid",
    "key",
    "masked",
    "missing",
    "mandatory",
    "n/a",
    "nil",
    "none",
    "null",
    "number",
    "object",
    "obtained",
    "optional",
    "passwd",
    "password",
    "placeholder",
    "protected",
    "provided",
    "recovery",
    "redacted",
    "refreshed",
    "removed",
    "required",
    "reset",
    "restricted",
    "rotated",
    "secret",
    "session_id_removed",
    "string",
    "todo",
    "token",
    "true",
    "unchanged",
    "undefined",
    "unknown",
    "unset",
    "username",
    "varchar",
    "verified",
];

/// Beginnings of a reference to where the secret is kept.
const REFERENCES: &[&str] = &[
    "${",
    "$(",
    "$env",
    "{{",
    "{%",
    "#{",
    "#[",
    "@{",
    "%(",
    "![",
    "enc(",
    "p('",
    "p(\"",
    "mule::",
    "vault:",
    "op://",
    "arn:",
    "ref+",
    "@microsoft.keyvault",
    "secret://",
    "process.env",
    "os.environ",
    "env.",
    "env:",
    "env[",
    "getenv",
    "secrets.",
    "config.",
    "settings.",
    "system.getenv",
    "self.",
    "this.",
    "http://",
    "https://",
    "file:",
    "-----begin",
    "your-",
    "your_",
    "insert-",
    "insert_",
    "enter-",
    "enter_",
];

fn starts_with(text: &[u8], head: &str) -> bool {
    text.first().is_some_and(|first| first.eq_ignore_ascii_case(&head.as_bytes()[0]))
        && text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head.as_bytes()))
}

/// What gives a placeholder away wherever it stands.
const MARKS: &[&str] = &["changeme", "change-me", "change_me", "redacted", "placeholder", "secure::", "****", "xxxxxx"];

/// How much of a value is searched for them: longer ones are no placeholders.
const NEAR: usize = 96;

/// The first four bytes of each, in lower case; a mark is compared only where these stand.
fn begins_mark(four: [u8; 4]) -> bool {
    let four = four.map(|b| b | 0x20);
    matches!(&four, b"chan" | b"reda" | b"plac" | b"secu" | b"****" | b"xxxx")
}

fn holds_mark(text: &[u8]) -> bool {
    text.windows(4).enumerate().any(|(at, four)| {
        begins_mark([four[0], four[1], four[2], four[3]]) && MARKS.iter().any(|mark| starts_with(&text[at..], mark))
    })
}

/// A reference, a mask, a word such as "none", or what documentation puts in a secret's place.
pub(super) fn is_placeholder(text: &[u8]) -> bool {
    let Some((&first, &last)) = text.first().zip(text.last()) else {
        return true;
    };
    let mask = text.iter().all(|b| b"*xX.#-_?+".contains(b)) || super::super::digits::all_equal(text);
    let enclosed = matches!((first, last), (b'<', _) | (b'[', _) | (b'%', b'%') | (b'{', b'}') | (b'(', b')'));
    let variable = first == b'$'
        && text.len() > 2
        && text[1..].iter().all(|&b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    let call = memchr::memchr(b'(', &text[..text.len().min(NEAR)])
        .is_some_and(|open| open > 2 && text[..open].iter().all(|&b| b.is_ascii_alphanumeric() || b"._:".contains(&b)));
    mask || enclosed
        || variable
        || call
        || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word.as_bytes()))
        || REFERENCES.iter().any(|head| starts_with(text, head))
        || holds_mark(&text[..text.len().min(NEAR)])
}
