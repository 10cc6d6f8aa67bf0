// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: the records of one import on their way into a table.
#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/hanging_rows.hpp"
#include "data/import_assign.hpp"
#include "data/import_batch.hpp"
#include "data/text.hpp"

namespace sanvat::data {

/// Gathers the records of an import by their key, each starting from what the store has, and puts them into the store's
/// table at the end. `Key` is a function from record to key.
template <typename Record, typename Key>
class ImportTable {
public:
    using KeyType = std::remove_cvref_t<std::invoke_result_t<Key, const Record&>>;

    ImportTable(ImportBatch& batch, std::vector<Record>& stored, Key key) : batch_(batch), stored_(stored), key_(key) {
        for (std::size_t i = 0; i < stored.size(); ++i)
            stored_index_.emplace(key(stored[i]), i);
    }

    /// The record to fill in; null, and a problem, where this import had that key already.
    Record* start(const ImportRecord& row, const KeyType& key, const std::string& said) {
        const auto [place, fresh] = incoming_index_.emplace(key, incoming_.size());
        if (!fresh) {
            row.refuse({}, "\"" + said + "\" is the same record as record " + std::to_string(first_row_.at(key)),
                       "give each record an id of its own, or leave out the repeated one");
            return nullptr;
        }
        first_row_[key] = row.place().record.value_or(0);
        return add(key);
    }

    /// The record to fill in, or to add to where this import had that key already.
    Record* start_or_go_on(const KeyType& key) {
        const auto [place, fresh] = incoming_index_.emplace(key, incoming_.size());
        return fresh ? add(key) : &incoming_[place->second];
    }

    [[nodiscard]] bool is_stored(const KeyType& key) const { return stored_index_.contains(key); }
    [[nodiscard]] bool is_incoming(const KeyType& key) const { return incoming_index_.contains(key); }
    [[nodiscard]] const std::vector<Record>& incoming() const noexcept { return incoming_; }

    /// True where the store does not have the record, or not like this.
    [[nodiscard]] bool changes(const Record& record) const {
        const auto old = stored_index_.find(key_(record));
        return old == stored_index_.end() || fingerprint(stored_[old->second]) != fingerprint(record);
    }

    /// Puts everything into the table and counts it.
    void merge() {
        for (Record& record : incoming_) {
            const auto old = stored_index_.find(key_(record));
            if (old == stored_index_.end()) {
                ++batch_.report.added;
                stored_.push_back(std::move(record));
            } else if (fingerprint(stored_[old->second]) == fingerprint(record)) {
                ++batch_.report.unchanged;
            } else {
                ++batch_.report.changed;
                stored_[old->second] = std::move(record);
            }
        }
    }

private:
    Record* add(const KeyType& key) {
        const auto old = stored_index_.find(key);
        if (old != stored_index_.end()) return &incoming_.emplace_back(stored_[old->second]);
        Record& fresh = incoming_.emplace_back();
        // Rows of the store that waited for this record are its own from the start: one given again is not doubled.
        if constexpr (requires { adopt(batch_.content.orphans, key, fresh); })
            adopt(batch_.content.orphans, key, fresh);
        return &fresh;
    }

    ImportBatch& batch_;
    std::vector<Record>& stored_;
    Key key_;
    std::map<KeyType, std::size_t> stored_index_;
    std::vector<Record> incoming_;
    std::map<KeyType, std::size_t> incoming_index_;
    std::map<KeyType, std::int64_t> first_row_;
};

/// The key of records that have an id.
inline constexpr auto by_id = [](const auto& record) { return record.id; };

/// The row's id: its own, else one made from name and declared unit, the same at every import. Empty, and a problem,
/// where it has no name to make one from.
[[nodiscard]] std::string id_of(const ImportRecord& row, const std::optional<UnitKey>& unit);

/// The word in that field; `otherwise` where it is blank or refused.
[[nodiscard]] Provenance provenance_of(const ImportRecord& row, std::string_view field, Provenance otherwise);

/// Source, its date, provenance: from the row, else as the store has them, so that a table without such columns never
/// makes an illustrative record a reported one. A new record is reported, its source this file.
void assign_lineage(const ImportRecord& row, Lineage& lineage);

/// Point and accuracy of a record that has a place of its own. Without coordinates it gets the inside point of its
/// declared unit and the accuracy of that unit's level; a place that the store has stays where the source holds no
/// places at all. What the store knows by its unit only, and still by that one (`known_there`), gets no point that it
/// did not have: coordinates that are no better than the unit are the unit's.
void assign_place(const ImportRecord& row, const std::optional<UnitKey>& unit, bool known_there,
                  std::optional<LonLat>& point, Lineage& lineage);

/// Accuracy of a record without a place of its own: that of its declared unit, unless the row repeats what it was.
void assign_unit_accuracy(const ImportRecord& row, const std::optional<UnitKey>& unit, Lineage& lineage);

/// The unit the row declares, or where it has no word of it, what the store had.
void assign_unit(const ImportRecord& row, const std::optional<UnitKey>& found, std::optional<UnitKey>& unit);

/// True for what can be an id rather than a name: letters and digits of ASCII, and signs, without a blank.
[[nodiscard]] bool looks_like_id(std::string_view text) noexcept;

/// A link to another table: by id, else by a name that only one record has. Tables may come in any order, so an id that
/// is not there yet is kept, with a warning; a name that is not there is left out, with a warning, since it would never
/// lead anywhere and may be a person's.
template <typename Record>
void assign_link(const ImportRecord& row, std::string_view field, const std::vector<Record>& targets,
                 std::optional<std::string>& link) {
    if (!row.has(field)) return;
    const auto written = row.text(field);
    const auto is_known = [&](const std::string& id) {
        return std::ranges::find(targets, id, &Record::id) != targets.end();
    };
    if (!written || is_known(*written)) {
        link = written;
        return;
    }
    if constexpr (requires(const Record& target) { target.name; }) {
        const std::string folded = fold(*written);
        const auto has_name = [&](const Record& target) { return fold(target.name) == folded; };
        const auto found = std::ranges::count_if(targets, has_name);
        if (found == 1) {
            link = std::ranges::find_if(targets, has_name)->id;
            return;
        }
        if (found > 1) {
            row.refuse(field, "\"" + *written + "\" is the name of several records", "give the id");
            return;
        }
    }
    const std::string said = std::string{field} + " \"" + *written + "\" is no record of the store";
    if (looks_like_id(*written)) {
        link = written;
        row.batch().warn(said + " yet");
    } else {
        link.reset();
        row.batch().warn(said + " and was left out; import those records first, then these again");
    }
}

}  // namespace sanvat::data
