// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <string_view>

#include "data/register.hpp"
#include "data/store_columns.hpp"

namespace sanvat::data {

namespace {

/// FNV-1a over the columns of every record, with a mark between fields so that they cannot run into each other.
class Hash {
public:
    template <typename T>
    void operator()(std::string_view /*name*/, const T& field) {
        put(field);
        put_byte(0xff);
    }
    void geometry(const MultiPolygon& polygons) { text(to_gpkg(polygons.empty() ? Geometry{} : Geometry{polygons})); }
    void geometry(const MultiLineString& lines) { text(to_gpkg(lines.empty() ? Geometry{} : Geometry{lines})); }
    void geometry(LonLat point) { text(to_gpkg(point)); }
    void geometry(const std::optional<LonLat>& point) { text(to_gpkg(point ? Geometry{*point} : Geometry{})); }

    void text(std::string_view bytes) {
        for (const char c : bytes)
            put_byte(static_cast<unsigned char>(c));
        put_byte(0xfe);
    }
    [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

private:
    void put_byte(unsigned char byte) noexcept { value_ = (value_ ^ byte) * 0x100000001b3ULL; }

    template <typename T>
    void put(const T& field) {
        if constexpr (schema::Optional<T>::value)
            field ? put(*field) : put_byte(0xfd);
        else if constexpr (std::same_as<T, std::string>)
            text(field);
        else if constexpr (std::is_enum_v<T>)
            text(to_string(field));
        else if constexpr (std::is_arithmetic_v<T>) {
            char bytes[sizeof(T)];
            std::memcpy(bytes, &field, sizeof(T));
            text({bytes, sizeof(T)});
        } else
            text(field.to_string());
    }

    std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

template <typename Record>
void put_all(Hash& hash, const std::vector<Record>& records) {
    for (const Record& record : records)
        schema::columns(hash, record);
    hash.text("end of table");
}

}  // namespace

std::uint64_t content_hash(const Register& content) {
    Hash hash;
    hash.text(content.title);
    hash.text(content.attribution);
    hash("reference_date", content.reference_date);
    const auto put = [&hash](const auto& /*name*/, const auto& records) { put_all(hash, records); };
    schema::for_each_table(content, put);
    const HangingRows rows = schema::hanging_rows_of(content);
    schema::for_each_table(rows, put);
    return hash.value();
}

}  // namespace sanvat::data
