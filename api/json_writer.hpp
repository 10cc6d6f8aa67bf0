// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "data/date.hpp"
#include "data/geometry.hpp"
#include "data/value.hpp"

namespace sanvat::api {

/// Writes compact JSON from front to back into a string of its own. Commas come by themselves; opening and closing must
/// match, and in an object every value follows a key. Numbers are in the shortest form that reads back the same, what
/// is not finite becomes null, coordinates are rounded to 7 decimals (about 1 cm). Text must be UTF-8.
class JsonWriter {
public:
    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_array() { return open('['); }
    JsonWriter& end_array() { return close(']'); }

    JsonWriter& key(std::string_view name);

    JsonWriter& null();
    JsonWriter& value(bool boolean);
    JsonWriter& value(double number);
    JsonWriter& value(std::string_view text);
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(data::Date date) { return value(date.to_string()); }
    template <std::integral Integer>
    requires(!std::same_as<Integer, bool>) JsonWriter& value(Integer number) {
        separate();
        return digits(number);
    }

    template <typename Value>
    JsonWriter& member(std::string_view name, const Value& content) {
        return key(name).value(content);
    }

    JsonWriter& attribute(const data::Value& any);

    /// As GeoJSON has it; a multi-part geometry of one part as that part.
    JsonWriter& geometry(const data::Geometry& shape);

    /// A longitude or latitude in degrees.
    JsonWriter& coordinate(double degrees);

    /// Text that is JSON already, as one value.
    JsonWriter& raw(std::string_view json);

    [[nodiscard]] const std::string& text() const noexcept { return out_; }
    [[nodiscard]] std::string take() { return std::exchange(out_, {}); }
    void reserve(std::size_t bytes) { out_.reserve(bytes); }

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    void separate();
    void quote(std::string_view text);
    void position(data::LonLat place);
    void positions(const std::vector<data::LonLat>& places);
    void polygon(const data::Polygon& polygon);

    template <std::integral Integer>
    JsonWriter& digits(Integer number) {
        char buffer[24];
        const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
        out_.append(buffer, end);
        return *this;
    }

    std::string out_;
};

}  // namespace sanvat::api
