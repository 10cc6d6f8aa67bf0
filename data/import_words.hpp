// SPDX-License-Identifier: Apache-2.0
// Inside the data module only: sanvat's words as people write them, in Vietnamese and English.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "data/register.hpp"

namespace sanvat::data {

/// The word for the text: sanvat's own name of it, or what Vietnamese and English tables call it; marks, case and
/// punctuation ignored. None where it is unknown.
template <typename E>
[[nodiscard]] std::optional<E> read_word(std::string_view text);

template <>
std::optional<PositionAccuracy> read_word(std::string_view text);
template <>
std::optional<Provenance> read_word(std::string_view text);
template <>
std::optional<ProducerKind> read_word(std::string_view text);
template <>
std::optional<FacilityKind> read_word(std::string_view text);
template <>
std::optional<ProductGroup> read_word(std::string_view text);

/// All of sanvat's names, for a message: "surveyed, traced, …".
template <typename E>
[[nodiscard]] std::string allowed_words();

template <>
std::string allowed_words<PositionAccuracy>();
template <>
std::string allowed_words<Provenance>();
template <>
std::string allowed_words<ProducerKind>();
template <>
std::string allowed_words<FacilityKind>();
template <>
std::string allowed_words<ProductGroup>();

/// The kind of a unit as sanvat writes it ("xã", "thị trấn"), also from text without marks; the text itself otherwise.
[[nodiscard]] std::string unit_kind(std::string_view text);

/// "Xã Đàm Thủy" in kind and name. Without a kind before it the kind is empty.
struct KindAndName {
    std::string kind;
    std::string name;
};
[[nodiscard]] KindAndName split_kind(std::string_view full_name);

}  // namespace sanvat::data
