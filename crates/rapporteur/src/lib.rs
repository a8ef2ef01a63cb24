//! rapporteur
