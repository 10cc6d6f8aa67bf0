// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/filter.hpp"
#include "analysis/nearest.hpp"
#include "analysis/snapshot.hpp"
#include "data/date.hpp"

namespace sanvat::cli {

/// The options that the analysis commands share, as typed; the getters check them and throw data::Error naming the
/// option.
class StoreOptions {
public:
    /// Adds --store.
    explicit StoreOptions(CLI::App& command);

    /// Reads and indexes the store.
    [[nodiscard]] std::shared_ptr<const analysis::Snapshot> open() const;

private:
    std::string store_;
};

class QuestionOptions {
public:
    /// Adds --as-of, --units, --provenance and --out.
    explicit QuestionOptions(CLI::App& command);

    [[nodiscard]] std::optional<data::Date> as_of() const;
    [[nodiscard]] std::optional<data::Date> units() const;
    [[nodiscard]] analysis::Filter filter() const;
    [[nodiscard]] const std::string& out() const noexcept { return out_; }

private:
    std::string as_of_, units_, provenance_, out_;
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
