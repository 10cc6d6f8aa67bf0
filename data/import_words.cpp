// SPDX-License-Identifier: Apache-2.0
#include "data/import_words.hpp"

#include <array>
#include <span>
#include <utility>

#include "data/text.hpp"

namespace sanvat::data {

namespace {

template <typename E>
using Word = std::pair<std::string_view, E>;  // folded text → value; sanvat's own names come first

constexpr std::array<Word<PositionAccuracy>, 16> accuracies{{
    {"surveyed", PositionAccuracy::surveyed},
    {"traced", PositionAccuracy::traced},
    {"commune", PositionAccuracy::commune},
    {"district", PositionAccuracy::district},
    {"none", PositionAccuracy::none},
    {"gps", PositionAccuracy::surveyed},
    {"do dac", PositionAccuracy::surveyed},
    {"do gps", PositionAccuracy::surveyed},
    {"thuc dia", PositionAccuracy::surveyed},
    {"so hoa", PositionAccuracy::traced},
    {"ban do", PositionAccuracy::traced},
    {"anh ve tinh", PositionAccuracy::traced},
    {"xa", PositionAccuracy::commune},
    {"cap xa", PositionAccuracy::commune},
    {"huyen", PositionAccuracy::district},
    {"cap huyen", PositionAccuracy::district},
}};

constexpr std::array<Word<Provenance>, 6> provenance_words{{
    {"reported", Provenance::reported},
    {"derived", Provenance::derived},
    {"illustrative", Provenance::illustrative},
    {"bao cao", Provenance::reported},
    {"suy ra", Provenance::derived},
    {"minh hoa", Provenance::illustrative},
}};

constexpr std::array<Word<ProducerKind>, 19> producer_kind_words{{
    {"cooperative", ProducerKind::cooperative},
    {"enterprise", ProducerKind::enterprise},
    {"household", ProducerKind::household},
    {"cooperative group", ProducerKind::cooperative_group},
    {"other", ProducerKind::other},
    {"hop tac xa", ProducerKind::cooperative},
    {"htx", ProducerKind::cooperative},
    {"lien hiep hop tac xa", ProducerKind::cooperative},
    {"doanh nghiep", ProducerKind::enterprise},
    {"cong ty", ProducerKind::enterprise},
    {"dn", ProducerKind::enterprise},
    {"ho", ProducerKind::household},
    {"ho gia dinh", ProducerKind::household},
    {"ho kinh doanh", ProducerKind::household},
    {"ho san xuat", ProducerKind::household},
    {"ho san xuat kinh doanh", ProducerKind::household},
    {"to hop tac", ProducerKind::cooperative_group},
    {"tht", ProducerKind::cooperative_group},
    {"khac", ProducerKind::other},
}};

constexpr std::array<Word<FacilityKind>, 17> facility_kind_words{{
    {"agro processing", FacilityKind::agro_processing},
    {"forest processing", FacilityKind::forest_processing},
    {"cooperative", FacilityKind::cooperative},
    {"craft village", FacilityKind::craft_village},
    {"che bien nong san", FacilityKind::agro_processing},
    {"che bien nong san thuc pham", FacilityKind::agro_processing},
    {"co so che bien nong san", FacilityKind::agro_processing},
    {"nong san", FacilityKind::agro_processing},
    {"che bien lam san", FacilityKind::forest_processing},
    {"co so che bien lam san", FacilityKind::forest_processing},
    {"che bien go", FacilityKind::forest_processing},
    {"lam san", FacilityKind::forest_processing},
    {"hop tac xa", FacilityKind::cooperative},
    {"htx", FacilityKind::cooperative},
    {"hop tac xa nong nghiep", FacilityKind::cooperative},
    {"lang nghe", FacilityKind::craft_village},
    {"lang nghe truyen thong", FacilityKind::craft_village},
}};

// Wordings of the rule books: Decisions 1048/QĐ-TTg of 2019 and 148/QĐ-TTg of 2023.
constexpr std::array<Word<ProductGroup>, 30> product_group_words{{
    {"food", ProductGroup::food},
    {"drinks", ProductGroup::drinks},
    {"medicinal", ProductGroup::medicinal},
    {"handicraft", ProductGroup::handicraft},
    {"ornamental", ProductGroup::ornamental},
    {"tourism", ProductGroup::tourism},
    {"herbs", ProductGroup::herbs},
    {"textiles", ProductGroup::textiles},
    {"souvenirs", ProductGroup::souvenirs},
    {"thuc pham", ProductGroup::food},
    {"nhom thuc pham", ProductGroup::food},
    {"do uong", ProductGroup::drinks},
    {"nhom do uong", ProductGroup::drinks},
    {"duoc lieu", ProductGroup::medicinal},
    {"duoc lieu va san pham tu duoc lieu", ProductGroup::medicinal},
    {"thu cong my nghe", ProductGroup::handicraft},
    {"hang thu cong my nghe", ProductGroup::handicraft},
    {"sinh vat canh", ProductGroup::ornamental},
    {"du lich", ProductGroup::tourism},
    {"dich vu du lich", ProductGroup::tourism},
    {"dich vu du lich nong thon", ProductGroup::tourism},
    {"dich vu du lich nong thon ban hang", ProductGroup::tourism},
    {"dich vu du lich cong dong du lich sinh thai va diem du lich", ProductGroup::tourism},
    {"thao duoc", ProductGroup::herbs},
    {"vai va may mac", ProductGroup::textiles},
    {"vai may mac", ProductGroup::textiles},
    {"luu niem noi that trang tri", ProductGroup::souvenirs},
    {"luu niem", ProductGroup::souvenirs},
    {"du lich nong thon", ProductGroup::tourism},
    {"du lich cong dong", ProductGroup::tourism},
}};

constexpr std::array<std::string_view, 9> unit_kinds{"xã",   "phường", "thị trấn",  "đặc khu", "huyện",
                                                     "quận", "thị xã", "thành phố", "tỉnh"};

template <typename E>
std::optional<E> look_up(std::span<const Word<E>> words, std::string_view text) {
    const std::string folded = fold(text);
    for (const auto& [word, value] : words) {
        if (word == folded) return value;
    }
    return std::nullopt;
}

/// Sanvat's own names: one for each value, at the head of the list.
template <typename E>
std::string own_names(std::span<const Word<E>> words) {
    std::string names;
    for (std::size_t i = 0; i < words.size() && words[i].second == static_cast<E>(i); ++i) {
        names.append(names.empty() ? "" : ", ").append(to_string(words[i].second));
    }
    return names;
}

}  // namespace

template <>
std::optional<PositionAccuracy> read_word(std::string_view text) {
    return look_up<PositionAccuracy>(accuracies, text);
}
template <>
std::optional<Provenance> read_word(std::string_view text) {
    return look_up<Provenance>(provenance_words, text);
}
template <>
std::optional<ProducerKind> read_word(std::string_view text) {
    return look_up<ProducerKind>(producer_kind_words, text);
}
template <>
std::optional<FacilityKind> read_word(std::string_view text) {
    return look_up<FacilityKind>(facility_kind_words, text);
}
template <>
std::optional<ProductGroup> read_word(std::string_view text) {
    return look_up<ProductGroup>(product_group_words, text);
}

template <>
std::string allowed_words<PositionAccuracy>() {
    return own_names<PositionAccuracy>(accuracies);
}
template <>
std::string allowed_words<Provenance>() {
    return own_names<Provenance>(provenance_words);
}
template <>
std::string allowed_words<ProducerKind>() {
    return own_names<ProducerKind>(producer_kind_words);
}
template <>
std::string allowed_words<FacilityKind>() {
    return own_names<FacilityKind>(facility_kind_words);
}
template <>
std::string allowed_words<ProductGroup>() {
    return own_names<ProductGroup>(product_group_words);
}

std::string unit_kind(std::string_view text) {
    for (const std::string_view kind : unit_kinds) {
        if (fold(kind) == fold(text)) return std::string{kind};
    }
    return std::string{text};
}

KindAndName split_kind(std::string_view full_name) {
    for (const std::string_view kind : unit_kinds) {
        if (full_name.size() <= kind.size() || full_name[kind.size()] != ' ') continue;
        // "Thị trấn" and "thị trấn" differ in the first letter only; marks must agree, or "Xa Lộ" would lose its head.
        const std::string_view head = full_name.substr(0, kind.size());
        if (fold(head) != fold(kind) || head.substr(head.size() - 1) != kind.substr(kind.size() - 1)) continue;
        return {std::string{kind}, std::string{trim(full_name.substr(kind.size()))}};
    }
    return {{}, std::string{full_name}};
}

}  // namespace sanvat::data
