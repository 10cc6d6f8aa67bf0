// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: one import under way, and one record of it seen through its mapping.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "data/import.hpp"
#include "data/import_places.hpp"
#include "data/unit_finder.hpp"
#include "data/vector_source.hpp"

namespace sanvat::data {

/// What all records of an import share. The register is a copy of the caller's, given back when all went well.
class ImportBatch {
public:
    ImportBatch(Register& target, const ImportOptions& asked, const Mapping& words);

    void refuse(ImportProblem problem);
    /// Each text once, and no more of them than a person reads.
    void warn(std::string text);
    [[nodiscard]] bool refused() const noexcept { return !problems_.empty(); }
    /// Throws ImportRefused where anything was refused.
    void check();
    void tell(std::string_view step, std::int64_t done = 0, std::optional<std::int64_t> total = {}) const;

    Register& content;
    const ImportOptions& options;
    const Mapping& mapping;
    ImportReport report;
    /// Of the register as it was before the import.
    const UnitFinder units;
    ImportPlaces places;

private:
    std::vector<ImportProblem> problems_;
    std::int64_t more_problems_ = 0;
    std::int64_t more_warnings_ = 0;
};

/// A source that is being read: its columns bound to fields.
struct ImportSource {
    ErrorPlace place;
    std::string file_name;  ///< without folders: the source of records that name none
    bool spatial = false;
    BoundFields bound;
};

/// One record. Reading a field that is wrong refuses it in the batch and gives nothing.
class ImportRecord {
public:
    ImportRecord(ImportBatch& batch, const ImportSource& source, SourceRow row);

    /// True where a column or a constant gives the field, if only a blank.
    [[nodiscard]] bool has(std::string_view field) const;
    /// Trimmed and translated; none where blank.
    [[nodiscard]] std::optional<std::string> text(std::string_view field) const;
    [[nodiscard]] std::optional<double> number(std::string_view field) const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view field) const;
    [[nodiscard]] std::optional<Date> day(std::string_view field) const;
    [[nodiscard]] std::optional<bool> flag(std::string_view field) const;

    /// The declared unit that unit, unit_code, district, unit_date and declared_unit name together; none where they are
    /// all blank or name none (which is then refused).
    [[nodiscard]] std::optional<UnitKey> declared_unit() const;
    [[nodiscard]] bool has_declared_unit() const;

    /// The geometry as the kind needs it, checked; none where there is none or it was refused.
    [[nodiscard]] std::optional<LonLat> point() const;
    [[nodiscard]] std::optional<MultiLineString> lines() const;
    [[nodiscard]] std::optional<MultiPolygon> polygons() const;
    [[nodiscard]] bool has_geometry() const noexcept { return data::has_geometry(row_.geometry); }

    void refuse(std::string_view field, std::string problem, std::string remedy) const;
    [[nodiscard]] ErrorPlace place(std::string_view field = {}) const;
    [[nodiscard]] const ImportSource& source() const noexcept { return source_; }
    [[nodiscard]] ImportBatch& batch() const noexcept { return batch_; }

private:
    [[nodiscard]] std::optional<UnitKey> declared_by(const std::string& key) const;
    void refuse_geometry(std::string_view wanted) const;

    ImportBatch& batch_;
    const ImportSource& source_;
    SourceRow row_;
};

}  // namespace sanvat::data
