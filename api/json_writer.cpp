// SPDX-License-Identifier: Apache-2.0
#include "api/json_writer.hpp"

#include <cmath>
#include <variant>

namespace sanvat::api {

namespace {

template <typename... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

constexpr double coordinate_scale = 1e7;

}  // namespace

void JsonWriter::separate() {
    if (out_.empty()) return;
    const char last = out_.back();
    if (last != '{' && last != '[' && last != ':') out_ += ',';
}

JsonWriter& JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    out_ += bracket;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    quote(name);
    out_ += ':';
    return *this;
}

void JsonWriter::quote(std::string_view text) {
    static constexpr char hex[] = "0123456789abcdef";
    out_ += '"';
    std::size_t plain = 0;  // from here on nothing needs an escape
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') continue;
        out_.append(text, plain, i - plain);
        plain = i + 1;
        switch (byte) {
            case '"':
                out_ += "\\\"";
                break;
            case '\\':
                out_ += "\\\\";
                break;
            case '\n':
                out_ += "\\n";
                break;
            case '\r':
                out_ += "\\r";
                break;
            case '\t':
                out_ += "\\t";
                break;
            default:
                (out_ += "\\u00").append({hex[byte >> 4u], hex[byte & 15u]});
        }
    }
    out_.append(text, plain, text.size() - plain);
    out_ += '"';
}

JsonWriter& JsonWriter::null() {
    return raw("null");
}

JsonWriter& JsonWriter::value(bool boolean) {
    return raw(boolean ? "true" : "false");
}

JsonWriter& JsonWriter::value(double number) {
    if (!std::isfinite(number)) return null();
    separate();
    char buffer[32];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, number);
    out_.append(buffer, end);
    return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
    separate();
    quote(text);
    return *this;
}

JsonWriter& JsonWriter::attribute(const data::Value& any) {
    std::visit(Overloaded{[&](std::monostate) { null(); }, [&](bool boolean) { value(boolean); },
                          [&](std::int64_t number) { value(number); }, [&](double number) { value(number); },
                          [&](const std::string& text) { value(std::string_view(text)); }},
               any);
    return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
    separate();
    out_ += json;
    return *this;
}

JsonWriter& JsonWriter::coordinate(double degrees) {
    // Whole numbers of 1e-7 degrees print exactly and faster than the shortest double does.
    auto units = std::llround(degrees * coordinate_scale);
    separate();
    if (units < 0) {
        out_ += '-';
        units = -units;
    }
    constexpr auto scale = static_cast<long long>(coordinate_scale);
    digits(units / scale);
    long long fraction = units % scale;
    if (fraction == 0) return *this;
    char decimals[8] = {'.', '0', '0', '0', '0', '0', '0', '0'};
    std::size_t used = 1;
    for (std::size_t i = 7; i >= 1; --i, fraction /= 10) {
        decimals[i] = static_cast<char>('0' + fraction % 10);
        if (used == 1 && decimals[i] != '0') used = i + 1;
    }
    out_.append(decimals, used);
    return *this;
}

void JsonWriter::position(data::LonLat place) {
    begin_array().coordinate(place.lon).coordinate(place.lat).end_array();
}

void JsonWriter::positions(const std::vector<data::LonLat>& places) {
    begin_array();
    for (const data::LonLat place : places)
        position(place);
    end_array();
}

void JsonWriter::polygon(const data::Polygon& polygon) {
    begin_array();
    positions(polygon.outer);
    for (const data::Ring& hole : polygon.holes)
        positions(hole);
    end_array();
}

JsonWriter& JsonWriter::geometry(const data::Geometry& shape) {
    const auto typed = [&](std::string_view type) -> JsonWriter& {
        return begin_object().member("type", type).key("coordinates");
    };
    std::visit(Overloaded{[&](std::monostate) { null(); },
                          [&](data::LonLat place) {
                              typed("Point");
                              position(place);
                              end_object();
                          },
                          [&](const data::MultiLineString& lines) {
                              if (lines.empty()) return void(null());
                              typed(lines.size() == 1 ? "LineString" : "MultiLineString");
                              if (lines.size() > 1) begin_array();
                              for (const data::LineString& line : lines)
                                  positions(line);
                              if (lines.size() > 1) end_array();
                              end_object();
                          },
                          [&](const data::MultiPolygon& parts) {
                              if (parts.empty()) return void(null());
                              typed(parts.size() == 1 ? "Polygon" : "MultiPolygon");
                              if (parts.size() > 1) begin_array();
                              for (const data::Polygon& part : parts)
                                  polygon(part);
                              if (parts.size() > 1) end_array();
                              end_object();
                          }},
               shape);
    return *this;
}

}  // namespace sanvat::api
