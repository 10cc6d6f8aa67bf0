// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: what an imported row says, put into a record of the model column by column.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "data/fingerprint.hpp"
#include "data/import_batch.hpp"
#include "data/import_words.hpp"
#include "data/store_columns.hpp"

namespace sanvat::data {

/// Puts every field that the row has into the record's column of that name: a blank cell clears what can be empty, a
/// field the row does not have stays. Ids, units, links, lineage and geometry are their handlers' business.
class Assign {
public:
    explicit Assign(const ImportRecord& record) : record_(record) {}

    template <typename T>
    void operator()(std::string_view name, T& field) {
        using Held = typename schema::Optional<T>::Value;
        if constexpr (!std::same_as<Held, UnitKey>) {
            if (is_handled_elsewhere(name) || !record_.has(name)) return;
            auto value = read<Held>(name);
            if constexpr (schema::Optional<T>::value || std::same_as<T, std::string>) {
                field = value ? T{std::move(*value)} : T{};
            } else if (value) {
                field = *value;
            }
        }
    }
    template <typename T>
    void geometry(T& /*field*/) {}

private:
    static bool is_handled_elsewhere(std::string_view name) {
        return name == "id" || name == "code" || name == "level" || name == "source" || name == "position_accuracy" ||
               name == "provenance" || name == "source_date";
    }

    template <typename V>
    [[nodiscard]] std::optional<V> read(std::string_view name) const {
        if constexpr (std::same_as<V, bool>) {
            return record_.flag(name);
        } else if constexpr (std::integral<V>) {
            const auto number = record_.integer(name);
            if (!number) return std::nullopt;
            if (std::in_range<V>(*number)) return static_cast<V>(*number);
            record_.refuse(name, "the number is too large", "check it");
            return std::nullopt;
        } else if constexpr (std::floating_point<V>) {
            return record_.number(name);
        } else if constexpr (std::same_as<V, Date>) {
            return record_.day(name);
        } else if constexpr (std::same_as<V, std::string>) {
            return record_.text(name);
        } else if constexpr (std::same_as<V, AdminLevel>) {
            return std::nullopt;
        } else {
            return word<V>(name);
        }
    }

    template <typename E>
    [[nodiscard]] std::optional<E> word(std::string_view name) const {
        const auto text = record_.text(name);
        if (!text) return std::nullopt;
        const auto value = read_word<E>(*text);
        if (!value) {
            record_.refuse(name, "\"" + *text + "\" is not known",
                           "use " + allowed_words<E>() + ", or translate it in [values." + std::string{name} +
                               "] of a mapping file");
        }
        return value;
    }

    const ImportRecord& record_;
};

/// The record with all rows that hang on it.
template <typename Record>
[[nodiscard]] std::string fingerprint(const Record& record) {
    Fingerprint io;
    schema::columns(io, record);
    if constexpr (std::same_as<Record, Product>) {
        for (const Rating& rating : record.ratings) {
            const RatingRow row{record.id, rating};
            schema::columns(io, row);
        }
    }
    if constexpr (std::same_as<Record, RawMaterialArea>) {
        for (const AreaFigure& figure : record.figures) {
            const AreaFigureRow row{record.id, figure};
            schema::columns(io, row);
        }
        for (const UnitKey& unit : record.place)
            io("place", unit);
    }
    return std::move(io).take();
}

}  // namespace sanvat::data
