// SPDX-License-Identifier: Apache-2.0
#include "data/unit_finder.hpp"

#include <algorithm>
#include <utility>

#include "data/text.hpp"

namespace sanvat::data {

namespace {

bool is_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string described(const AdminUnit& unit) {
    std::string text = full_name(unit) + " (" + unit.key.to_string();
    if (unit.valid_to) text += ", until " + unit.valid_to->plus_days(-1).to_string();
    return text + ")";
}

}  // namespace

std::string padded_code(std::string_view code, AdminLevel level) {
    const std::size_t digits = level == AdminLevel::province ? 2 : level == AdminLevel::district ? 3 : 5;
    std::string padded{code};
    if (is_digits(code) && code.size() < digits) padded.insert(0, digits - code.size(), '0');
    return padded;
}

UnitFinder::UnitFinder(const Register& content) : content_(content) {
    for (const AdminUnit& unit : content.units) {
        by_code_.emplace(unit.key.code, &unit);
        const std::string name = fold(unit.name);
        const std::string with_kind = fold(full_name(unit));
        by_name_.emplace(name, &unit);
        if (with_kind != name) by_name_.emplace(with_kind, &unit);
        by_name_.emplace(fold(unit.key.code + " " + unit.name), &unit);
    }
}

const AdminUnit* UnitFinder::unit(const UnitKey& key) const {
    const auto [first, last] = by_code_.equal_range(key.code);
    const auto found = std::find_if(first, last, [&](const auto& entry) { return entry.second->key == key; });
    return found == last ? nullptr : found->second;
}

UnitFinder::Candidates UnitFinder::by_code(std::string_view code) const {
    Candidates found;
    const auto add = [&](const std::string& exact) {
        const auto [first, last] = by_code_.equal_range(exact);
        for (auto entry = first; entry != last; ++entry) {
            if (std::ranges::find(found, entry->second) == found.end()) found.push_back(entry->second);
        }
    };
    add(std::string{code});
    if (!found.empty()) return found;
    for (const AdminLevel level : {AdminLevel::commune, AdminLevel::district, AdminLevel::province}) {
        add(padded_code(code, level));
        if (!found.empty()) return found;
    }
    return found;
}

UnitFinder::Candidates UnitFinder::by_name(const std::string& name) const {
    Candidates found;
    const auto [first, last] = by_name_.equal_range(fold(name));
    for (auto entry = first; entry != last; ++entry) {
        if (std::ranges::find(found, entry->second) == found.end()) found.push_back(entry->second);
    }
    // Marks that do agree are a hint: "Hòa An" is not "Hoa Ân".
    Candidates exact;
    std::ranges::copy_if(found, std::back_inserter(exact),
                         [&](const AdminUnit* unit) { return unit->name == name || full_name(*unit) == name; });
    return exact.empty() ? found : exact;
}

bool UnitFinder::lies_in(const AdminUnit& unit, const AdminUnit& district, bool through_crosswalk) const {
    if (unit.parent == district.key) return true;
    if (!through_crosswalk) return false;
    return std::ranges::any_of(content_.crosswalk, [&](const CrosswalkRow& row) {
        return row.new_unit == unit.key && row.old_unit == district.key;
    });
}

UnitFinder::Candidates UnitFinder::districts(const UnitWords& words) const {
    Candidates found = by_name(words.district);
    if (found.empty()) found = by_code(words.district);
    std::erase_if(found, [](const AdminUnit* unit) { return unit->level != AdminLevel::district; });
    return found;
}

UnitFinder::Candidates UnitFinder::narrowed(Candidates candidates, const UnitWords& words) const {
    if (words.date) {
        std::erase_if(candidates, [&](const AdminUnit* unit) { return !unit->validity().holds(*words.date); });
    }
    if (words.district.empty() || candidates.size() < 2) return candidates;
    const Candidates inside = districts(words);
    // Whoever names a district means the commune of that time, unless only the present one lies there.
    for (const bool through_crosswalk : {false, true}) {
        Candidates kept;
        std::ranges::copy_if(candidates, std::back_inserter(kept), [&](const AdminUnit* unit) {
            return std::ranges::any_of(
                inside, [&](const AdminUnit* district) { return lies_in(*unit, *district, through_crosswalk); });
        });
        if (!kept.empty()) return kept;
    }
    return candidates;
}

std::vector<const AdminUnit*> UnitFinder::candidates(const UnitWords& words) const {
    for (const std::string& text : {words.key, words.code, words.name}) {
        const auto key = parse_unit_key(text);
        if (!key) continue;
        const AdminUnit* found = unit(*key);
        return found ? Candidates{found} : Candidates{};
    }
    const std::string& name = words.name.empty() ? words.key : words.name;
    if (words.code.empty() && name.empty()) {
        UnitWords day;
        day.date = words.date;
        return narrowed(districts(words), day);
    }
    Candidates found;
    if (!name.empty()) found = is_digits(name) ? by_code(name) : by_name(name);
    if (!words.code.empty()) {
        Candidates coded = by_code(words.code);
        if (!name.empty()) {
            std::erase_if(coded, [&](const AdminUnit* unit) { return std::ranges::find(found, unit) == found.end(); });
        }
        found = std::move(coded);
    }
    return narrowed(std::move(found), words);
}

FoundUnit UnitFinder::find(const UnitWords& words) const {
    if (words.empty()) return {};
    const Candidates found = candidates(words);
    if (found.size() == 1) return {found.front()->key, {}, {}};
    std::string asked;
    for (const std::string& word : {words.key, words.code, words.name, words.district}) {
        if (!word.empty()) asked += (asked.empty() ? "" : ", ") + word;
    }
    if (words.date) asked += ", " + words.date->to_string();
    if (found.empty()) {
        return {{},
                "the store has no unit \"" + asked + "\"",
                "write its name or code as the store has it, or import it first"};
    }
    std::string names;
    for (const AdminUnit* unit : found)
        names += (names.empty() ? "" : ", ") + described(*unit);
    return {{}, "\"" + asked + "\" can be " + names, "give its kind, code or district as well, or a day in unit_date"};
}

}  // namespace sanvat::data
