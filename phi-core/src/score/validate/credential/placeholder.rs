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
];

fn starts_with(text: &[u8], head: &str) -> bool {
    text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head.as_bytes()))
}

/// True when `word` stands anywhere in `text`, in any case.
pub(super) fn holds(text: &[u8], word: &str) -> bool {
    text.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
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
    let call = text
        .iter()
        .position(|&b| b == b'(')
        .is_some_and(|open| open > 2 && text[..open].iter().all(|&b| b.is_ascii_alphanumeric() || b"._:".contains(&b)));
    mask || enclosed
        || variable
        || call
        || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word.as_bytes()))
        || REFERENCES.iter().any(|head| starts_with(text, head))
        || ["your-", "your_", "insert-", "insert_", "enter-", "enter_"].iter().any(|head| starts_with(text, head))
        || ["changeme", "change-me", "change_me", "redacted", "placeholder", "secure::", "****", "xxxxxx"]
            .iter()
            .any(|word| holds(text, word))
}
