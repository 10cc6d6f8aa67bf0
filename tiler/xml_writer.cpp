// SPDX-License-Identifier: Apache-2.0
#include "tiler/xml_writer.hpp"

#include <array>
#include <charconv>

namespace sanvat::tiler {

namespace {

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                result += c;
        }
    }
    return result;
}

}  // namespace

std::string shortest(double value) {
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

void XmlWriter::end_of_attributes() {
    if (in_tag_) text_ += ">";
    in_tag_ = false;
}

XmlWriter& XmlWriter::open(std::string_view tag) {
    end_of_attributes();
    text_ += "<";
    text_ += tag;
    open_.emplace_back(tag);
    in_tag_ = true;
    return *this;
}

XmlWriter& XmlWriter::attribute(std::string_view name, std::string_view value) {
    text_ += " " + std::string(name) + "=\"" + escaped(value) + "\"";
    return *this;
}

XmlWriter& XmlWriter::attribute(std::string_view name, double value) {
    return attribute(name, shortest(value));
}

XmlWriter& XmlWriter::text(std::string_view value) {
    end_of_attributes();
    text_ += escaped(value);
    return *this;
}

XmlWriter& XmlWriter::close() {
    text_ += in_tag_ ? "/>" : "</" + open_.back() + ">";
    in_tag_ = false;
    open_.pop_back();
    return *this;
}

}  // namespace sanvat::tiler
