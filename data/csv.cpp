// SPDX-License-Identifier: Apache-2.0
#include "data/csv.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <utility>

#include "data/text.hpp"

namespace sanvat::data {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Splits RFC 4180 text into records. Quoted fields may hold commas, line ends and doubled quotes.
class Splitter {
public:
    Splitter(std::string file, std::string_view text) : file_(std::move(file)), text_(text) {}

    std::vector<std::vector<std::string>> split() {
        std::vector<std::vector<std::string>> records;
        while (at_ < text_.size()) {
            record_ = static_cast<std::int64_t>(records.size());
            records.push_back(next_record());
        }
        return records;
    }

private:
    std::vector<std::string> next_record() {
        std::vector<std::string> fields;
        while (true) {
            fields.push_back(text_.substr(at_, 1) == "\"" ? quoted() : plain());
            if (at_ >= text_.size()) return fields;
            if (text_[at_] == ',') {
                ++at_;
                continue;
            }
            if (text_[at_] == '\r') ++at_;
            if (at_ < text_.size() && text_[at_] != '\n') fail("text after the closing quote");
            ++at_;
            return fields;
        }
    }

    std::string plain() {
        const auto end = std::min(text_.find_first_of(",\r\n\"", at_), text_.size());
        if (end < text_.size() && text_[end] == '"') fail("a quote inside a field that does not begin with one");
        return std::string{text_.substr(std::exchange(at_, end), end - at_)};
    }

    std::string quoted() {
        std::string field;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] != '"') {
                field += text_[at_];
            } else if (text_.substr(at_ + 1, 1) == "\"") {
                field += text_[at_++];
            } else {
                ++at_;
                return field;
            }
        }
        fail("a quoted field that never ends");
    }

    [[noreturn]] void fail(std::string problem) const {
        throw bad_input({file_, {}, record_, {}}, std::move(problem), "write it as RFC 4180 has it");
    }

    std::string file_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::int64_t record_ = 0;
};

std::string read_whole(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw bad_input({file.string(), {}, {}, {}}, "cannot be read", "check the path");
    return {std::istreambuf_iterator<char>(stream), {}};
}

template <typename T>
std::optional<T> parse_number(std::string_view text) {
    T value{};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace

CsvTable::CsvTable(const std::filesystem::path& file, std::initializer_list<std::string_view> columns)
    : file_(file.string()) {
    const std::string bytes = read_whole(file);
    std::string_view text = bytes;
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (!is_utf8(text)) throw bad_input({file_, {}, {}, {}}, "is not UTF-8", "save it as UTF-8");
    fields_ = Splitter{file_, text}.split();
    if (fields_.empty()) throw bad_input({file_, {}, {}, {}}, "is empty", "give it a header row");
    columns_ = std::move(fields_.front());
    fields_.erase(fields_.begin());
    if (!std::ranges::is_permutation(columns_, columns)) {
        std::string expected;
        for (const std::string_view column : columns)
            expected.append(expected.empty() ? "" : ",").append(column);
        throw bad_input({file_, {}, {}, {}}, "has other columns than expected", "make them " + expected);
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
        if (fields_[i].size() == columns_.size()) continue;
        throw bad_input(
            {file_, {}, static_cast<std::int64_t>(i + 1), {}},
            std::to_string(fields_[i].size()) + " fields where the header has " + std::to_string(columns_.size()),
            "quote fields that hold commas");
    }
}

std::vector<CsvRecord> CsvTable::records() const {
    std::vector<CsvRecord> records;
    records.reserve(fields_.size());
    for (std::size_t i = 0; i < fields_.size(); ++i)
        records.push_back(CsvRecord{*this, i});
    return records;
}

void CsvRecord::fail(std::string_view column, std::string problem, std::string remedy) const {
    throw bad_input({table_->file_, {}, static_cast<std::int64_t>(index_ + 1), std::string{column}}, std::move(problem),
                    std::move(remedy));
}

std::string CsvRecord::text(std::string_view column) const {
    const auto found = std::ranges::find(table_->columns_, column);
    if (found == table_->columns_.end()) fail(column, "no such column", "read a column the table declares");
    return table_->fields_[index_][static_cast<std::size_t>(found - table_->columns_.begin())];
}

std::string CsvRecord::required(std::string_view column) const {
    std::string field = text(column);
    if (field.empty()) fail(column, "is empty", "fill it in");
    return field;
}

std::optional<std::string> CsvRecord::optional_text(std::string_view column) const {
    std::string field = text(column);
    if (field.empty()) return std::nullopt;
    return field;
}

std::optional<double> CsvRecord::number(std::string_view column) const {
    const std::string field = text(column);
    if (field.empty()) return std::nullopt;
    const auto value = parse_number<double>(field);
    if (!value || !std::isfinite(*value)) fail(column, "\"" + field + "\" is no number", "write it like 12.5");
    return value;
}

std::optional<std::int64_t> CsvRecord::integer(std::string_view column) const {
    const std::string field = text(column);
    if (field.empty()) return std::nullopt;
    const auto value = parse_number<std::int64_t>(field);
    if (!value) fail(column, "\"" + field + "\" is no whole number", "write it like 12");
    return value;
}

std::optional<Date> CsvRecord::date(std::string_view column) const {
    const std::string field = text(column);
    if (field.empty()) return std::nullopt;
    const auto value = Date::parse(field);
    if (!value) fail(column, "\"" + field + "\" is no day", "write it like 2025-07-01");
    return value;
}

std::optional<UnitKey> CsvRecord::unit(std::string_view column) const {
    const std::string field = text(column);
    if (field.empty()) return std::nullopt;
    auto value = parse_unit_key(field);
    if (!value) fail(column, "\"" + field + "\" is no unit key", "write code and first day, like 01273-20250701");
    return value;
}

std::vector<UnitKey> CsvRecord::units(std::string_view column) const {
    std::vector<UnitKey> keys;
    const std::string field = text(column);
    for (std::size_t at = 0; at < field.size();) {
        const auto end = std::min(field.find(';', at), field.size());
        const auto key = parse_unit_key(field.substr(at, end - at));
        if (!key) fail(column, "\"" + field + "\" is no list of unit keys", "separate keys by \";\"");
        keys.push_back(*key);
        at = end + 1;
    }
    return keys;
}

std::optional<LonLat> CsvRecord::point() const {
    const auto lon = number("lon");
    const auto lat = number("lat");
    if (!lon && !lat) return std::nullopt;
    if (!lon || !lat) fail(lon ? "lat" : "lon", "is empty", "give both coordinates or neither");
    if (std::abs(*lon) > 180) fail("lon", "is outside -180 to 180", "give degrees of longitude");
    if (std::abs(*lat) > 90) fail("lat", "is outside -90 to 90", "give degrees of latitude");
    return LonLat{*lon, *lat};
}

}  // namespace sanvat::data
