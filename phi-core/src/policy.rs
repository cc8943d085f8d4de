//! Policies: which operator each label gets.

use crate::{Label, Operator};

/// Label → operator. Labels that nothing is said about get the default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    default: Operator,
    labels: Vec<(Label, Operator)>,
}

impl Default for Policy {
    /// Every finding becomes its label in brackets; diagnosis codes stay: they are health information and identify nobody.
    fn default() -> Self {
        Policy::new(Operator::Tag).with(Label::DxCode, Operator::Keep)
    }
}

impl Policy {
    /// One operator for everything.
    pub fn new(default: Operator) -> Self {
        Policy { default, labels: Vec::new() }
    }

    /// An operator for one label.
    #[must_use]
    pub fn with(mut self, label: Label, operator: Operator) -> Self {
        self.labels.retain(|(known, _)| *known != label);
        self.labels.push((label, operator));
        self
    }

    /// What is done to a finding with this label.
    pub fn operator(&self, label: Label) -> &Operator {
        self.labels.iter().find(|(known, _)| *known == label).map_or(&self.default, |(_, operator)| operator)
    }
}
