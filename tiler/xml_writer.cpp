// SPDX-License-Identifier: Apache-2.0
#include "tiler/xml_writer.hpp"

#include "data/markup.hpp"
#include "data/value.hpp"

namespace sanvat::tiler {

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
    text_ += " " + std::string(name) + "=\"" + data::escape_markup(value) + "\"";
    return *this;
}

XmlWriter& XmlWriter::attribute(std::string_view name, double value) {
    return attribute(name, data::to_text(value));
}

XmlWriter& XmlWriter::text(std::string_view value) {
    end_of_attributes();
    text_ += data::escape_markup(value);
    return *this;
}

XmlWriter& XmlWriter::close() {
    text_ += in_tag_ ? "/>" : "</" + open_.back() + ">";
    in_tag_ = false;
    open_.pop_back();
    return *this;
}

}  // namespace sanvat::tiler
