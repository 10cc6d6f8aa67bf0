// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/filter.hpp"
#include "analysis/nearest.hpp"
#include "analysis/snapshot.hpp"
#include "analysis/value_chain.hpp"
#include "data/date.hpp"
#include "tiler/question_text.hpp"

namespace sanvat::cli {

/// The options that the analysis commands share, as typed; the getters check them and throw data::Error naming the
/// option.
class StoreOptions {
public:
    /// Adds --store. The command must outlive these options.
    explicit StoreOptions(CLI::App& command);

    /// Reads and indexes the store. Refuses a command whose --out would overwrite it.
    [[nodiscard]] std::shared_ptr<const analysis::Snapshot> open() const;

private:
    const CLI::App& command_;
    std::string store_;
};

class ProvenanceOptions {
public:
    /// Adds --provenance.
    explicit ProvenanceOptions(CLI::App& command);
    [[nodiscard]] analysis::Filter provenance() const;
    /// The list itself; empty: all.
    [[nodiscard]] std::vector<data::Provenance> provenances() const;

private:
    std::string provenance_;
};

class FilterOptions : public ProvenanceOptions {
public:
    /// Adds --provenance and --filter.
    explicit FilterOptions(CLI::App& command);

    /// --filter alone. A property must be one of at least one of the collections.
    [[nodiscard]] analysis::Filter condition(std::span<const analysis::CollectionId> collections) const;

    /// Both together. A property must be one of at least one of the collections.
    [[nodiscard]] analysis::Filter filter(std::span<const analysis::CollectionId> collections) const;

private:
    std::optional<std::string> filter_;
};

class AnswerOptions {
public:
    /// Adds --as-of and --out.
    explicit AnswerOptions(CLI::App& command);

    [[nodiscard]] std::optional<data::Date> as_of() const;
    [[nodiscard]] const std::string& out() const noexcept { return out_; }

private:
    std::string as_of_, out_;
};

class UnitsOptions {
public:
    /// Adds --units.
    explicit UnitsOptions(CLI::App& command);

    [[nodiscard]] std::optional<data::Date> units() const;

private:
    std::string units_;
};

/// What questions about records have: --as-of, --out, --provenance and --filter.
class QuestionOptions : public AnswerOptions, public FilterOptions {
public:
    explicit QuestionOptions(CLI::App& command) : AnswerOptions(command), FilterOptions(command) {}
};

/// What questions about records in units have: --units as well.
class UnitQuestionOptions : public QuestionOptions, public UnitsOptions {
public:
    explicit UnitQuestionOptions(CLI::App& command) : QuestionOptions(command), UnitsOptions(command) {}
};

/// What a thematic style is asked.
class MapQuestionOptions {
public:
    /// Adds --figure, --by, --method, --n, --collection, --cell and --bandwidth.
    explicit MapQuestionOptions(CLI::App& command);

    /// Those that were given; the tiler reads them.
    [[nodiscard]] tiler::QuestionText question() const;

private:
    tiler::QuestionText text_;  // empty: not given
};

class PlaceOptions {
public:
    /// Adds --lon and --lat.
    explicit PlaceOptions(CLI::App& command);
    [[nodiscard]] data::LonLat place() const;

private:
    double lon_ = 0;
    double lat_ = 0;
};

/// Adds --collection, a comma list.
class CollectionOptions {
public:
    CollectionOptions(CLI::App& command, std::string defaults);
    [[nodiscard]] std::vector<analysis::CollectionId> collections() const;

private:
    std::string text_;
};

}  // namespace sanvat::cli
